using System.Text.Json;

namespace PolicyOs.Operate.Tests;

/// <summary>What a command with <c>--json</c> wrote: an array of objects.</summary>
internal sealed record Rows(JsonElement Json)
{
    /// <summary>The cells of one column.</summary>
    public string[] Column(string name) => [.. Json.EnumerateArray().Select(row => row.GetProperty(name).GetString()!)];

    /// <summary>The values of a name, where rows are names and values.</summary>
    public string[] Of(string name) =>
        [.. Json.EnumerateArray().Where(row => row.GetProperty("name").GetString() == name).Select(row => row.GetProperty("value").GetString()!)];
}
