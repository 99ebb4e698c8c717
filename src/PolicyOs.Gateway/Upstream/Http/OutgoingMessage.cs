using System.Text;
using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream.Http;

/// <summary>A message of ours, as far as its transport needs to know it.</summary>
/// <param name="Body">The message.</param>
/// <param name="Id">Null when it is no request.</param>
/// <param name="Method">Null when it is an answer.</param>
internal sealed record OutgoingMessage(byte[] Body, RpcId? Id, string? Method)
{
    /// <summary>The span that it is sent in; null when there is none.</summary>
    public (string Parent, string? State)? Trace { get; init; }

    /// <summary>Cancelled when nobody waits for the answer any more.</summary>
    public CancellationTokenSource Abandoned { get; } = new();

    /// <summary>Reads a message that <see cref="MessageBuilder"/> built: its envelope comes before its content.</summary>
    public static OutgoingMessage Read(ReadOnlySpan<byte> message)
    {
        RpcId? id = null;
        var reader = new Utf8JsonReader(message);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isId = reader.ValueTextEquals("id"u8);
            bool isMethod = reader.ValueTextEquals("method"u8);
            bool isContent = reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("error"u8);
            reader.Read();
            if (isMethod)
            {
                return new(message.ToArray(), id, reader.GetString());
            }

            if (isContent)
            {
                break;
            }

            id = isId ? new RpcId(Encoding.UTF8.GetString(message[(int)reader.TokenStartIndex..(int)reader.BytesConsumed])) : id;
        }

        return new(message.ToArray(), null, null);
    }
}
