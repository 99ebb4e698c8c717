using System.Text.Json;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client.Modern;

/// <summary>A subscriptions/listen stream: acknowledged first, then what the client opted in to, tagged with the stream's id.</summary>
internal static class Subscription
{
    private const string Id = "io.modelcontextprotocol/subscriptionId";

    /// <summary>Listens until the client ends it, or the session does.</summary>
    public static async Task<ClientAnswer> ServeAsync(
        SessionHost host, RpcMessage.Request request, IClientChannel channel, IReply reply, CancellationToken cancellation, CancellationToken stop)
    {
        if (Filter.Read(request.Params) is not { } asked)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, "subscriptions/listen needs `notifications`, an object of flags and of `resourceSubscriptions`, a list of strings")
            {
                HttpStatus = 400,
            };
        }

        await using IResourceWatch watch = await host.Server.WatchAsync(asked.Uris, channel, cancellation);
        Filter filter = asked with { Uris = watch.Uris };
        Lock gate = new();
        IDisposable ear;
        lock (gate)
        {
            // Held, so that nothing overtakes the acknowledgement.
            ear = host.Listen((method, parameters) =>
            {
                lock (gate)
                {
                    Tell(reply, request.Id, filter, method, parameters);
                }
            });
            reply.Send(MessageBuilder.Notification("notifications/subscriptions/acknowledged", w =>
            {
                WriteId(w, request.Id, null);
                filter.Write(w);
            }));
        }

        using (ear)
        {
            // A stream that is only listened to keeps no session from being idle.
            host.Leave();
            try
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, stop);
                await host.Closed.WaitAsync(either.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // The gateway stops: the subscription ends in order.
            }
            finally
            {
                host.Enter();
            }
        }

        return new ClientAnswer.Result(w =>
        {
            w.WriteStartObject();
            WriteId(w, request.Id, null);
            w.WriteEndObject();
        });
    }

    private static void Tell(IReply reply, RpcId id, Filter filter, string method, Action<Utf8JsonWriter>? parameters)
    {
        // Built only to be looked at: whose resource was updated stands in the params.
        using JsonDocument? sent = parameters is null ? null : JsonDocument.Parse(MessageBuilder.Object(parameters));
        if (filter.Wants(method, sent?.RootElement))
        {
            reply.Send(MessageBuilder.Notification(method, w => WriteId(w, id, sent?.RootElement)));
        }
    }

    private static void WriteId(Utf8JsonWriter writer, RpcId id, JsonElement? parameters)
    {
        JsonElement? meta = null;
        if (parameters is { } members)
        {
            foreach (JsonProperty member in members.EnumerateObject())
            {
                if (member.NameEquals("_meta"u8) && member.Value.ValueKind == JsonValueKind.Object)
                {
                    meta = member.Value;
                }
                else
                {
                    writer.WriteAsSent(member);
                }
            }
        }

        writer.WriteStartObject("_meta"u8);
        if (meta is { } rest)
        {
            foreach (JsonProperty member in rest.EnumerateObject().Where(member => member.Name != Id))
            {
                writer.WriteAsSent(member);
            }
        }

        writer.WritePropertyName(Id);
        writer.WriteRawValue(id.Raw, skipInputValidation: true);
        writer.WriteEndObject();
    }
}
