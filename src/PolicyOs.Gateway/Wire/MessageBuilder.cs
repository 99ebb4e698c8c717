using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyOs.Gateway.Wire;

/// <summary>Builds messages in a buffer that is used again. One at a time on a thread; nothing is built while building.</summary>
[SuppressMessage("Design", "CA1001", Justification = "one a thread, for the life of the thread; it writes to memory only")]
internal sealed class MessageBuilder
{
    [ThreadStatic]
    private static MessageBuilder? t_instance;

    private readonly ArrayBufferWriter<byte> _buffer = new(1024);
    private readonly Utf8JsonWriter _writer;

    private MessageBuilder() =>
        _writer = new(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>A request.</summary>
    public static byte[] Request(RpcId id, string method, Action<Utf8JsonWriter>? parameters) => Build(w =>
    {
        WriteId(w, id);
        w.WriteString("method"u8, method);
        WriteParams(w, parameters);
    });

    /// <summary>A notification.</summary>
    public static byte[] Notification(string method, Action<Utf8JsonWriter>? parameters = null) => Build(w =>
    {
        w.WriteString("method"u8, method);
        WriteParams(w, parameters);
    });

    /// <summary>An answer; <paramref name="result"/> writes one value.</summary>
    public static byte[] Result(RpcId id, Action<Utf8JsonWriter> result) => Build(w =>
    {
        WriteId(w, id);
        w.WritePropertyName("result"u8);
        result(w);
    });

    /// <summary>An error answer.</summary>
    public static byte[] Error(RpcId id, int code, string message, Action<Utf8JsonWriter>? data = null) => Build(w =>
    {
        WriteId(w, id);
        w.WriteStartObject("error"u8);
        w.WriteNumber("code"u8, code);
        w.WriteString("message"u8, message);
        if (data is not null)
        {
            w.WritePropertyName("data"u8);
            data(w);
        }

        w.WriteEndObject();
    });

    /// <summary>An error answer; <paramref name="error"/> writes the error object.</summary>
    public static byte[] Error(RpcId id, Action<Utf8JsonWriter> error) => Build(w =>
    {
        WriteId(w, id);
        w.WritePropertyName("error"u8);
        error(w);
    });

    /// <summary>A JSON object that is no message.</summary>
    public static byte[] Object(Action<Utf8JsonWriter> members) => Write(members);

    /// <summary>A JSON value that is no message.</summary>
    public static byte[] Value(Action<Utf8JsonWriter> value) => Buffered(value);

    private static byte[] Build(Action<Utf8JsonWriter> members) => Write(w =>
    {
        w.WriteString("jsonrpc"u8, "2.0"u8);
        members(w);
    });

    private static byte[] Write(Action<Utf8JsonWriter> members) => Buffered(w =>
    {
        w.WriteStartObject();
        members(w);
        w.WriteEndObject();
    });

    private static byte[] Buffered(Action<Utf8JsonWriter> value)
    {
        MessageBuilder builder = t_instance ?? new();
        t_instance = null;
        builder._buffer.ResetWrittenCount();
        builder._writer.Reset();
        value(builder._writer);
        builder._writer.Flush();
        byte[] message = builder._buffer.WrittenSpan.ToArray();

        // A buffer that one large message has blown up is not kept.
        t_instance = builder._buffer.Capacity <= 1024 * 1024 ? builder : null;
        return message;
    }

    private static void WriteId(Utf8JsonWriter writer, RpcId id)
    {
        writer.WritePropertyName("id"u8);
        writer.WriteRawValue(id.Raw, skipInputValidation: true);
    }

    private static void WriteParams(Utf8JsonWriter writer, Action<Utf8JsonWriter>? parameters)
    {
        if (parameters is not null)
        {
            writer.WriteStartObject("params"u8);
            parameters(writer);
            writer.WriteEndObject();
        }
    }
}
