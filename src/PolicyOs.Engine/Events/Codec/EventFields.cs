using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>Writes the data of an event in a buffer that is used again, one event at a time on a thread; what is empty or says nothing is left out.</summary>
[SuppressMessage("Design", "CA1001", Justification = "one a thread, for the life of the thread; it writes to memory only")]
internal sealed class EventFields
{
    [ThreadStatic]
    private static EventFields? t_instance;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    private EventFields() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>The bundle, which has the names.</summary>
    public CompiledBundle Bundle { get; private set; } = null!;

    /// <summary>The object that <paramref name="write"/> writes the members of.</summary>
    public static byte[] Object(CompiledBundle bundle, EngineEvent e, Action<EventFields, EngineEvent> write)
    {
        EventFields fields = t_instance ?? new();
        t_instance = null;
        fields.Bundle = bundle;
        fields._buffer.ResetWrittenCount();
        fields._writer.Reset();
        fields._writer.WriteStartObject();
        write(fields, e);
        fields._writer.WriteEndObject();
        fields._writer.Flush();
        t_instance = fields;
        return fields._buffer.WrittenSpan.ToArray();
    }

    public void Text(string name, string? value)
    {
        if (value is not null)
        {
            _writer.WriteString(name, value);
        }
    }

    public void Flag(string name, bool value)
    {
        if (value)
        {
            _writer.WriteBoolean(name, value);
        }
    }

    public void Count(string name, long value) => _writer.WriteNumber(name, value);

    public void Number(string name, JsonNumber? value)
    {
        if (value is { } number)
        {
            _writer.WritePropertyName(name);
            _writer.WriteRawValue(number.ToString());
        }
    }

    public void Amount(string name, JsonNumber value)
    {
        if (value.Sign != 0)
        {
            Number(name, value);
        }
    }

    public void Time(string name, DateTimeOffset value) => _writer.WriteString(name, value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    public void Digest(string name, UInt128 value)
    {
        if (value != default)
        {
            _writer.WriteString(name, value.ToString("x32", CultureInfo.InvariantCulture));
        }
    }

    public void Json(string name, JsonElement? value)
    {
        if (value is { } json)
        {
            _writer.WritePropertyName(name);
            json.WriteTo(_writer);
        }
    }

    public void Tool(int number) => Text("tool", Bundle.Tools[number].Name);

    public void Texts(string name, ImmutableArray<string> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        _writer.WriteStartArray(name);
        foreach (string value in values)
        {
            _writer.WriteStringValue(value);
        }

        _writer.WriteEndArray();
    }

    public void Labels(ImmutableArray<int> labels) => Texts("labels", [.. labels.Select(label => Bundle.Labels[label])]);

    public void Phase(string name, int phase) => Text(name, phase < 0 ? null : Bundle.Session.Phases[phase].Name);

    public void Streams(EventStreams streams) =>
        Texts("also_on", [.. streams.HasFlag(EventStreams.Tenant) ? ["tenant"] : (string[])[], .. streams.HasFlag(EventStreams.Everyone) ? ["everyone"] : (string[])[]]);

    /// <summary>An array of objects.</summary>
    public void Objects<T>(string name, ImmutableArray<T> items, Action<EventFields, T> write)
    {
        if (items.IsEmpty)
        {
            return;
        }

        _writer.WriteStartArray(name);
        foreach (T item in items)
        {
            _writer.WriteStartObject();
            write(this, item);
            _writer.WriteEndObject();
        }

        _writer.WriteEndArray();
    }

    /// <summary>One object; nothing for null.</summary>
    public void Object<T>(string name, T? item, Action<EventFields, T> write)
        where T : class
    {
        if (item is not null)
        {
            _writer.WriteStartObject(name);
            write(this, item);
            _writer.WriteEndObject();
        }
    }
}
