using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>What a client wants to hear on a stream (MCP 2026-07-28, SubscriptionFilter).</summary>
internal sealed record Filter(bool Tools, bool Prompts, bool Resources, ImmutableArray<string> Uris)
{
    /// <summary>Reads <c>params.notifications</c>; null when it is not of the specification's form.</summary>
    public static Filter? Read(JsonElement? parameters)
    {
        if (parameters is not { } p || !p.TryGetProperty("notifications"u8, out JsonElement asked) || asked.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        ImmutableArray<string> uris = [];
        if (asked.TryGetProperty("resourceSubscriptions"u8, out JsonElement listed))
        {
            if (listed.ValueKind != JsonValueKind.Array || listed.EnumerateArray().Any(uri => uri.ValueKind != JsonValueKind.String))
            {
                return null;
            }

            uris = [.. listed.EnumerateArray().Select(uri => uri.GetString()!)];
        }

        return (Flag(asked, "toolsListChanged"u8), Flag(asked, "promptsListChanged"u8), Flag(asked, "resourcesListChanged"u8)) switch
        {
            ({ } tools, { } prompts, { } resources) => new(tools, prompts, resources, uris),
            _ => null,
        };
    }

    /// <summary>Whether a notification is one that was asked for.</summary>
    public bool Wants(string method, JsonElement? parameters) => method switch
    {
        "notifications/tools/list_changed" => Tools,
        "notifications/prompts/list_changed" => Prompts,
        "notifications/resources/list_changed" => Resources,
        "notifications/resources/updated" => parameters is { } p && p.TryGetProperty("uri"u8, out JsonElement uri)
            && uri.ValueKind == JsonValueKind.String && Uris.Contains(uri.GetString()!),
        _ => false,
    };

    /// <summary>Writes <c>notifications</c>: what is agreed to.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("notifications"u8);
        WriteFlag(writer, "toolsListChanged"u8, Tools);
        WriteFlag(writer, "promptsListChanged"u8, Prompts);
        WriteFlag(writer, "resourcesListChanged"u8, Resources);
        if (!Uris.IsEmpty)
        {
            writer.WriteStartArray("resourceSubscriptions"u8);
            foreach (string uri in Uris)
            {
                writer.WriteStringValue(uri);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter writer, ReadOnlySpan<byte> name, bool isSet)
    {
        if (isSet)
        {
            writer.WriteBoolean(name, true);
        }
    }

    private static bool? Flag(JsonElement asked, ReadOnlySpan<byte> name) => !asked.TryGetProperty(name, out JsonElement flag)
        ? false
        : flag.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => null,
        };
}
