using System.Text.Json;

namespace PolicyOs.Gateway.Client;

/// <summary>How a request of the client is answered. A closed hierarchy.</summary>
internal abstract record ClientAnswer
{
    private ClientAnswer()
    {
    }

    /// <summary>An empty result.</summary>
    public static ClientAnswer Done { get; } = new Result(static w =>
    {
        w.WriteStartObject();
        w.WriteEndObject();
    });

    /// <summary>A result; <paramref name="Write"/> writes one value.</summary>
    public sealed record Result(Action<Utf8JsonWriter> Write) : ClientAnswer;

    /// <summary>
    /// What the client has to find out before the request can go on (MCP 2026-07-28, multi round-trip requests). A legacy client is never
    /// answered so.
    /// </summary>
    /// <param name="Requests">Writes the members of <c>inputRequests</c>; null when only the state is to come back.</param>
    /// <param name="State">The sealed <c>requestState</c>.</param>
    public sealed record InputRequired(Action<Utf8JsonWriter>? Requests, string State) : ClientAnswer;

    /// <summary>An error of our own.</summary>
    public sealed record Error(int Code, string Message, Action<Utf8JsonWriter>? Data = null) : ClientAnswer
    {
        /// <summary>The HTTP status that says the same, where the code alone does not; null for the code's own.</summary>
        public int? HttpStatus { get; init; }
    }

    /// <summary>An upstream's error, as sent.</summary>
    public sealed record Relayed(JsonElement ErrorAsSent) : ClientAnswer;

    /// <summary>None: the client took the request back.</summary>
    public sealed record Nothing : ClientAnswer;
}
