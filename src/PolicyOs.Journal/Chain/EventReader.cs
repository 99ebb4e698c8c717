using System.Globalization;
using System.Text.Json;

namespace PolicyOs.Journal.Chain;

/// <summary>Reads events as stored.</summary>
internal static class EventReader
{
    /// <summary>Reads one event; its data shares the memory given.</summary>
    /// <exception cref="FormatException">The bytes are no event.</exception>
    public static JournalEvent Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return Parse(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException("not an event: " + e.Message, e);
        }
    }

    /// <summary>The time of an event.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static JournalEvent Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        string? id = null, source = null, stream = null, time = null, type = null, previous = null, hash = null, actor = null;
        string? cause = null, correlation = null, policy = null, tenant = null, trace = null;
        long sequence = 0;
        ReadOnlyMemory<byte> data = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            ReadOnlySpan<byte> name = reader.ValueSpan;
            reader.Read();
            switch (name)
            {
                case var _ when name.SequenceEqual("data"u8):
                    long start = reader.TokenStartIndex;
                    reader.Skip();
                    data = body[(int)start..(int)reader.BytesConsumed];
                    break;
                case var _ when name.SequenceEqual("actorid"u8): actor = reader.GetString(); break;
                case var _ when name.SequenceEqual("causationid"u8): cause = reader.GetString(); break;
                case var _ when name.SequenceEqual("correlationid"u8): correlation = reader.GetString(); break;
                case var _ when name.SequenceEqual("hash"u8): hash = reader.GetString(); break;
                case var _ when name.SequenceEqual("id"u8): id = reader.GetString(); break;
                case var _ when name.SequenceEqual("policyversion"u8): policy = reader.GetString(); break;
                case var _ when name.SequenceEqual("prevhash"u8): previous = reader.GetString(); break;
                case var _ when name.SequenceEqual("sequence"u8): sequence = reader.GetInt64(); break;
                case var _ when name.SequenceEqual("source"u8): source = reader.GetString(); break;
                case var _ when name.SequenceEqual("subject"u8): stream = reader.GetString(); break;
                case var _ when name.SequenceEqual("tenantid"u8): tenant = reader.GetString(); break;
                case var _ when name.SequenceEqual("time"u8): time = reader.GetString(); break;
                case var _ when name.SequenceEqual("traceparent"u8): trace = reader.GetString(); break;
                case var _ when name.SequenceEqual("type"u8): type = reader.GetString(); break;
                default: reader.Skip(); break;
            }
        }

        if (id is null || source is null || stream is null || time is null || type is null || hash is null || data.IsEmpty || sequence < 1)
        {
            throw new FormatException("not an event: an attribute is missing");
        }

        var draft = new EventDraft(type, data)
        {
            ActorId = actor, CausationId = cause, CorrelationId = correlation, PolicyVersion = policy, TenantId = tenant, TraceParent = trace,
        };
        return new JournalEvent(id, source, stream, sequence, Time(time), draft, previous, hash);
    }
}
