using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>What a command with <c>--json</c> wrote: an array of objects.</summary>
internal sealed record Rows(JsonElement Json)
{
    /// <summary>Asks a journal.</summary>
    public static async Task<Rows> ReadAsync(BundleFolder bundle, params string[] command) =>
        new(JsonElement.Parse((await Ran.CommandAsync(null, [.. command, "--bundle", bundle.Path, "--store", bundle.Store, "--json"])).Fine().Output));

    /// <summary>The cells of one column.</summary>
    public string[] Column(string name) => [.. Json.EnumerateArray().Select(row => row.GetProperty(name).GetString()!)];
}
