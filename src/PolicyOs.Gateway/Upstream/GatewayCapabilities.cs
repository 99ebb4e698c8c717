using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What a client is told: the servers' capabilities together, each a union in which a flag is set when any server sets it, with <c>tools.listChanged</c> always (spec 3.1).</summary>
internal static class GatewayCapabilities
{
    /// <summary>Writes the capabilities object.</summary>
    public static void Write(Utf8JsonWriter writer, CompiledBundle bundle, ImmutableArray<UpstreamServer> servers)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("tools"u8);
        writer.WriteBoolean("listChanged"u8, true);
        writer.WriteEndObject();
        foreach (string capability in Offered(bundle))
        {
            Merge(writer, capability, [.. Values(servers, capability)]);
        }

        writer.WriteEndObject();
    }

    // A capability that the contract lets nothing through of would promise lists that are always empty.
    private static IEnumerable<string> Offered(CompiledBundle bundle)
    {
        bool hasResources = !bundle.Resources.IsEmpty;
        bool hasPrompts = !bundle.Prompts.IsEmpty;
        string[] all = ["resources", "prompts", "completions", "logging", "experimental"];
        return all.Where(capability => capability switch
        {
            "resources" => hasResources,
            "prompts" => hasPrompts,
            "completions" => hasResources || hasPrompts,
            _ => true,
        });
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
