using System.Text.Json;

namespace PolicyOs.Mcp.Demo;

/// <summary>Reads the arguments of a demo tool.</summary>
internal static class DemoArguments
{
    /// <summary>A string member; empty when it is absent or something else.</summary>
    public static string Text(this JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";

    /// <summary>A whole number; <paramref name="otherwise"/> when it is absent or something else.</summary>
    public static int Number(this JsonElement arguments, string name, int otherwise) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number)
            ? number
            : otherwise;
}
