using System.Text.Json;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Subscriptions to resources where client or server is of 2026-07-28; between two of the legacy era they are requests like any other.</summary>
internal static class SubscriptionRelay
{
    /// <summary>Answers an admitted resources/subscribe or resources/unsubscribe.</summary>
    public static async Task<ClientAnswer> AnswerAsync(UpstreamServer server, ClientRequest request)
    {
        if (server.Hello is not { } hello || !hello.Capabilities.TryGetProperty("resources"u8, out JsonElement resources)
            || resources.ValueKind != JsonValueKind.Object || !resources.TryGetProperty("subscribe"u8, out JsonElement can) || can.ValueKind != JsonValueKind.True)
        {
            return new ClientAnswer.Error(RpcError.MethodNotFound, $"server {server.Server.Name} does not tell of changes of its resources");
        }

        string uri = request.Params!.Value.GetProperty("uri"u8).GetString()!;
        await (request.Method == "resources/subscribe" ? server.Subscriptions.WatchAsync(uri) : server.Subscriptions.UnwatchAsync(uri));
        return ClientAnswer.Done;
    }
}
