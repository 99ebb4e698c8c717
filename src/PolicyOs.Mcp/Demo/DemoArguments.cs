using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>An amount; 0 when it is absent, something else, or out of range.</summary>
    public static decimal Amount(this JsonElement arguments, string name) =>
        arguments.ValueKind == JsonValueKind.Object && arguments.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal amount)
            ? amount
            : 0;

    /// <summary>The arguments as an object of their own, such as a new row; empty when there are none.</summary>
    public static JsonObject Copy(this JsonElement arguments) =>
        arguments.ValueKind == JsonValueKind.Object ? JsonObject.Create(arguments.Clone())! : [];
}
