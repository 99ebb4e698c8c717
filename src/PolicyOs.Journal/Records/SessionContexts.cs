using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Journal.Records;

/// <summary>The contexts of a session, one after the other: it is taken up again by another bundle, servers change what they offer.</summary>
public static class SessionContexts
{
    /// <summary>No more are kept; of a session with more changes the oldest go first.</summary>
    public const int Max = 64;

    /// <summary>The record's content.</summary>
    public static byte[] Write(ImmutableArray<SessionContext> contexts) => RecordJson.Write(w =>
    {
        w.WriteStartArray("contexts"u8);
        foreach (SessionContext context in contexts)
        {
            Write(w, context);
        }

        w.WriteEndArray();
    });

    /// <summary>Reads the content.</summary>
    public static ImmutableArray<SessionContext> Read(byte[] content) =>
        [.. JsonElement.Parse(content).GetProperty("contexts"u8).EnumerateArray().Select(Read)];

    private static void Write(Utf8JsonWriter w, SessionContext context)
    {
        w.WriteStartObject();
        w.WriteNumber("since"u8, context.Since);
        w.WriteString("bundle"u8, context.Bundle);
        w.WriteString("initial_phase"u8, context.InitialPhase);
        w.WriteString("mode"u8, context.Mode);
        w.WriteString("bundle_mode"u8, context.BundleMode);
        if (context.Principal is { } principal)
        {
            w.WritePropertyName("principal"u8);
            principal.WriteTo(w);
        }

        w.WriteStartObject("environment"u8);
        foreach ((string name, string? value) in context.Environment.OrderBy(static v => v.Key, StringComparer.Ordinal))
        {
            w.WriteString(name, value);
        }

        w.WriteEndObject();
        w.WriteStartObject("tools"u8);
        foreach ((string name, OfferedTool tool) in context.Tools.OrderBy(static t => t.Key, StringComparer.Ordinal))
        {
            w.WriteStartObject(name);
            w.WriteString("digest"u8, tool.Digest);
            w.WriteString("schema"u8, tool.Schema);
            w.WriteEndObject();
        }

        w.WriteEndObject();
        w.WriteStartArray("quarantined"u8);
        foreach (string name in context.Quarantined)
        {
            w.WriteStringValue(name);
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static SessionContext Read(JsonElement e) => new()
    {
        Since = e.GetProperty("since"u8).GetInt64(),
        Bundle = e.GetProperty("bundle"u8).GetString()!,
        InitialPhase = e.GetProperty("initial_phase"u8).GetString(),
        Mode = e.GetProperty("mode"u8).GetString()!,
        BundleMode = e.GetProperty("bundle_mode"u8).GetString()!,
        Principal = e.TryGetProperty("principal"u8, out JsonElement principal) ? principal : null,
        Environment = e.GetProperty("environment"u8).EnumerateObject().ToImmutableDictionary(static v => v.Name, static v => v.Value.GetString()),
        Tools = e.GetProperty("tools"u8).EnumerateObject().ToImmutableDictionary(
            static t => t.Name, static t => new OfferedTool(t.Value.GetProperty("digest"u8).GetString()!, t.Value.GetProperty("schema"u8).GetString()!)),
        Quarantined = [.. e.GetProperty("quarantined"u8).EnumerateArray().Select(static q => q.GetString()!)],
    };
}
