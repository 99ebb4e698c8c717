using System.Collections.Frozen;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events.Codec;

namespace PolicyOs.Engine.Events;

/// <summary>Events as the journal keeps them: type name and JSON data, at most 16 KiB, names instead of numbers (spec 5.1); the journal makes it canonical.</summary>
public static class EventCodec
{
    /// <summary>The most bytes that the data of an event may have.</summary>
    public const int MaxBytes = 16 * 1024;

    private static readonly FrozenDictionary<string, IEventForm> ByType =
        EventForms.All.ToFrozenDictionary(static form => form.Type, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, IEventForm> ByEvent = EventForms.All.ToFrozenDictionary(static form => form.Event);

    /// <summary>The type name: <c>policyos.call.reserved</c> ….</summary>
    public static string TypeOf(EngineEvent e) => ByEvent[e.GetType()].Type;

    /// <summary>The data as JSON in UTF-8.</summary>
    /// <exception cref="InvalidOperationException">The data would be larger than <see cref="MaxBytes"/>; every field is bounded where it is made, so that is a bug.</exception>
    public static byte[] Write(CompiledBundle bundle, EngineEvent e)
    {
        byte[] data = EventFields.Object(bundle, e, static (fields, e) =>
        {
            fields.Time("at", e.At);
            ByEvent[e.GetType()].Write(fields, e);
        });
        return data.Length <= MaxBytes ? data : throw new InvalidOperationException($"the data of {TypeOf(e)} would have {data.Length} bytes");
    }

    /// <summary>Reads an event back; names that the bundle no longer has are left out.</summary>
    /// <returns>Null for a type that no engine state is folded from, and for a call of a tool that the bundle no longer has.</returns>
    /// <exception cref="JsonException">The data is not what this codec writes.</exception>
    public static EngineEvent? Read(CompiledBundle bundle, string type, ReadOnlySpan<byte> data)
    {
        if (!ByType.TryGetValue(type, out IEventForm? form))
        {
            return null;
        }

        try
        {
            var read = new EventData(bundle, JsonElement.Parse(data));
            return form.Read(read, read.Time("at"));
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new JsonException($"the data of a {type} event cannot be read: {e.Message}", e);
        }
    }
}
