using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Pipeline;

namespace PolicyOs.Gateway.Upstream;

/// <summary>A request to relay.</summary>
/// <param name="Method">As the server knows it.</param>
/// <param name="Write">Writes the members of <c>params</c>, given what belongs to the way to the server.</param>
/// <param name="Progress">Gets the params of progress notifications, in order; null when the client asked for none.</param>
/// <param name="Channel">The client, for what the server asks meanwhile; null for a request of our own.</param>
/// <param name="Clock">Stands still while a person is asked; null when the request has no limit.</param>
internal sealed record UpstreamRequest(string Method, Action<Utf8JsonWriter, Hop> Write, Action<JsonElement>? Progress, IClientChannel? Channel, CallClock? Clock)
{
    /// <summary>The tool that is called; null for any other request.</summary>
    public Tool? Tool { get; init; }

    /// <summary>The least level of log messages that the client wants about the request; null when it wants none.</summary>
    public string? LogLevel { get; init; }

    /// <summary>Its hold on the connection; null when nothing is asked for it.</summary>
    public ConnectionTurn? Turn { get; init; }

    /// <summary>Gets the params of log messages that belong to the request; null where they go to the session.</summary>
    public Action<JsonElement>? Log { get; init; }

    /// <summary>Set when the server has agreed to a subscription; null for every other request.</summary>
    public TaskCompletionSource? Acknowledged { get; init; }

    /// <summary>Called when the server is told that nobody waits for the answer any more.</summary>
    public Action? TakenBack { get; set; }
}
