using System.Buffers;
using System.Text.Json;

namespace PolicyOs.Journal.Operators;

/// <summary>The data of the events about operators.</summary>
public static class OperatorActs
{
    /// <summary>Of an enrolment.</summary>
    public static ReadOnlyMemory<byte> Enrol(string name, IEnumerable<string> roles, string publicKey) => Write(writer =>
    {
        writer.WriteString("key", publicKey);
        writer.WriteString("name", name);
        writer.WriteStartArray("roles");
        foreach (string role in roles)
        {
            writer.WriteStringValue(role);
        }

        writer.WriteEndArray();
    });

    /// <summary>Of a revocation.</summary>
    public static ReadOnlyMemory<byte> Revoke(string name) => Write(writer => writer.WriteString("name", name));

    /// <summary>The event that says an act was not believed, for the stream of the act.</summary>
    public static EventDraft Refuse(JournalEvent act, ActVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentNullException.ThrowIfNull(verdict);
        ReadOnlyMemory<byte> data = Write(writer =>
        {
            writer.WriteString("event", act.Id);
            writer.WriteString("reason", verdict.Reason);
            writer.WriteString("type", act.Draft.Type);
        });
        return new EventDraft(OperatorEvents.Refused, data) { CausationId = act.Id };
    }

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return bytes.WrittenMemory;
    }
}
