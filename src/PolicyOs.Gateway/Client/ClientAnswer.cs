using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>How a request of the client is answered. A closed hierarchy.</summary>
internal abstract record ClientAnswer
{
    private ClientAnswer()
    {
    }

    /// <summary>A result; <paramref name="Write"/> writes one value.</summary>
    public sealed record Result(Action<Utf8JsonWriter> Write) : ClientAnswer;

    /// <summary>An error of our own.</summary>
    public sealed record Error(int Code, string Message, Action<Utf8JsonWriter>? Data = null) : ClientAnswer;

    /// <summary>An upstream's error, as sent.</summary>
    public sealed record Relayed(JsonElement ErrorAsSent) : ClientAnswer;

    /// <summary>None: the client took the request back.</summary>
    public sealed record Nothing : ClientAnswer;
}
