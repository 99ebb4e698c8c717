using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>Carries the messages of one client to a gateway process of its own.</summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>Sees every message of the gateway in the order of arrival, before whoever waits for it.</summary>
    Action<JsonElement>? Seen { get; set; }

    /// <summary>What the gateway wrote to standard error.</summary>
    string Errors { get; }

    /// <summary>The gateway's process.</summary>
    int ProcessId { get; }

    /// <summary>Sends a request; ends with its answer.</summary>
    /// <param name="id">The request's, as it stands in the JSON.</param>
    /// <param name="line">The message.</param>
    /// <param name="cancellation">Takes the request back in the way of transport and era.</param>
    Task<JsonElement> RequestAsync(string id, string line, CancellationToken cancellation = default);

    /// <summary>Sends what wants no answer.</summary>
    Task SendAsync(JsonNode message);
}
