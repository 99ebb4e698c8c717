using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Json.Strict;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Reads <c>--principal FILE</c>: {id, type, roles, permissions, attributes, tenant} as JSON (spec 3.4).</summary>
internal static class PrincipalFile
{
    private static readonly string[] s_known = ["id", "type", "roles", "permissions", "attributes", "tenant", "purpose"];

    /// <summary>Reads a principal, and the purpose when the file states one.</summary>
    /// <returns>The principal, or what is wrong with the file.</returns>
    public static (Principal? Principal, string? Purpose, string? Problem) Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, null, $"{path}: {e.Message}");
        }

        if (StrictReader.Check(bytes, StrictOptions.Document) is { } error)
        {
            return (null, null, $"{path}: {error.Message} (at byte {error.Offset})");
        }

        JsonElement root = JsonElement.Parse(bytes);
        return Problem(root) is { } problem ? (null, null, $"{path}: {problem}") : (Build(root), Text(root, "purpose"), null);
    }

    /// <summary>A principal of a document that is known to be one.</summary>
    public static Principal Build(JsonElement root) => new(
        Text(root, "id")!,
        Text(root, "type") ?? "human",
        Texts(root, "roles"),
        Texts(root, "permissions"),
        Text(root, "tenant") ?? "default",
        root.TryGetProperty("attributes", out JsonElement attributes) ? attributes : JsonElement.Parse("{}"u8));

    private static string? Problem(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "a principal is a JSON object";
        }

        foreach (JsonProperty member in root.EnumerateObject())
        {
            bool fits = member.Name switch
            {
                "id" or "type" or "tenant" or "purpose" => member.Value.ValueKind == JsonValueKind.String && member.Value.GetString()!.Length > 0,
                "roles" or "permissions" => member.Value.ValueKind == JsonValueKind.Array
                    && member.Value.EnumerateArray().All(v => v.ValueKind == JsonValueKind.String),
                "attributes" => member.Value.ValueKind == JsonValueKind.Object,
                _ => false,
            };
            if (!fits)
            {
                return s_known.Contains(member.Name) ? $"`{member.Name}` has the wrong type" : $"unknown key `{member.Name}`; known are {string.Join(", ", s_known)}";
            }
        }

        if (Text(root, "id") is not { } id)
        {
            return "`id` is missing";
        }

        return InvisibleText.Find(id) is { } hidden ? $"`id` holds the invisible character {hidden}" : null;
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

    private static ImmutableArray<string> Texts(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement values) ? [.. values.EnumerateArray().Select(v => v.GetString()!)] : [];
}
