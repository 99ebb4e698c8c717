using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What a client is told: the servers' capabilities together, with <c>tools.listChanged</c> always (spec 3.1).</summary>
internal static class GatewayCapabilities
{
    // Each is a union over the servers; a flag is set when any server sets it.
    private static readonly string[] s_merged = ["resources", "prompts", "completions", "logging"];

    /// <summary>Writes the capabilities object.</summary>
    public static void Write(Utf8JsonWriter writer, ImmutableArray<UpstreamServer> servers)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("tools"u8);
        writer.WriteBoolean("listChanged"u8, true);
        writer.WriteEndObject();
        foreach (string capability in s_merged)
        {
            Merge(writer, capability, [.. Values(servers, capability)]);
        }

        Merge(writer, "experimental", [.. Values(servers, "experimental")]);
        writer.WriteEndObject();
    }

    private static IEnumerable<JsonElement> Values(ImmutableArray<UpstreamServer> servers, string capability) =>
        servers.Select(server => server.Hello is { } hello && hello.Capabilities.TryGetProperty(capability, out JsonElement value) ? value : default)
            .Where(value => value.ValueKind == JsonValueKind.Object);

    private static void Merge(Utf8JsonWriter writer, string capability, JsonElement[] values)
    {
        if (values.Length == 0)
        {
            return;
        }

        writer.WriteStartObject(capability);
        foreach (IGrouping<string, JsonProperty> member in values.SelectMany(value => value.EnumerateObject()).GroupBy(member => member.Name, StringComparer.Ordinal))
        {
            writer.WriteAsSent(member.FirstOrDefault(m => m.Value.ValueKind != JsonValueKind.False, member.First()));
        }

        writer.WriteEndObject();
    }
}
