using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>What a client declared that it can do (MCP specification, capabilities).</summary>
internal static class ClientCapability
{
    /// <summary>Whether it can show a form. An empty object means form, the only mode before 2025-11-25; one that names only others does not.</summary>
    public static bool OffersForm(JsonElement? capabilities) =>
        capabilities is { ValueKind: JsonValueKind.Object } declared && declared.TryGetProperty("elicitation"u8, out JsonElement elicitation)
        && elicitation.ValueKind == JsonValueKind.Object
        && (elicitation.TryGetProperty("form"u8, out _) || !elicitation.TryGetProperty("url"u8, out _));

    /// <summary>Whether it can open an address for its person.</summary>
    public static bool OffersUrl(JsonElement? capabilities) =>
        capabilities is { ValueKind: JsonValueKind.Object } declared && declared.TryGetProperty("elicitation"u8, out JsonElement elicitation)
        && elicitation.ValueKind == JsonValueKind.Object && elicitation.TryGetProperty("url"u8, out _);

    /// <summary>Whether it declared a capability at all.</summary>
    public static bool Declares(JsonElement? capabilities, string capability) =>
        capabilities is { ValueKind: JsonValueKind.Object } declared && declared.TryGetProperty(capability, out _);
}
