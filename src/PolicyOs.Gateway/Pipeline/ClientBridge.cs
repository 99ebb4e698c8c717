using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>What a server asks of the client, in either era: elicitation, sampling, roots, as <c>client_requests</c> allow (spec 3.1).</summary>
internal sealed class ClientBridge(GatewaySession session, GatewayOptions options)
{
    private static readonly JsonElement s_cancel = JsonElement.Parse("""{"action":"cancel"}"""u8);

    /// <summary>Whether a server may ask anything of a client that can be asked.</summary>
    public static bool MayAsk(Server server, IClientChannel channel) => channel.CanBeAsked
        && ((server.ClientRequests.Elicitation && channel.Declares("elicitation"))
            || (server.ClientRequests.Sampling && channel.Declares("sampling"))
            || (server.ClientRequests.Roots && channel.Declares("roots")));

    /// <summary>Answers the request that a legacy server sends meanwhile.</summary>
    /// <param name="server">Who asks.</param>
    /// <param name="request">What.</param>
    /// <param name="channel">The client; null when there is none that could be asked.</param>
    public async Task<ClientAnswer> AskAsync(Server server, RpcMessage.Request request, IClientChannel? channel)
    {
        if (await RefuseAsync(server, request.Method, request.Params, channel) is { } refused)
        {
            return refused;
        }

        try
        {
            Question question = ServerQuestion.Of(server, server.Name + "/request", request.Method, request.Params, channel!);
            Answers answers = await channel!.AskAsync(new([question], State: null), CancellationToken.None);
            return answers.All[0] switch
            {
                RpcAnswer.Result result => new ClientAnswer.Result(w => RelayParams.WriteResult(w, result.Value)),
                RpcAnswer.Error error => new ClientAnswer.Relayed(error.AsSent),
                _ => new ClientAnswer.Error(RpcError.InternalError, "the client did not answer"),
            };
        }
        catch (OperationCanceledException)
        {
            return new ClientAnswer.Error(RpcError.InternalError, "the client took its request back, or did not come back with an answer");
        }
    }

    /// <summary>Finds out what a server of 2026-07-28 wants to know.</summary>
    /// <returns>What to bring back, or why the request does not go on.</returns>
    public async Task<(Round? Next, RpcAnswer? Failure)> AnswerAsync(Server server, InputRequired asked, IClientChannel channel, CancellationToken cancellation)
    {
        if (asked.Requests.IsEmpty)
        {
            return (new([], asked.State), null);
        }

        foreach ((_, string method, JsonElement? parameters) in asked.Requests)
        {
            if (await RefuseAsync(server, method, parameters, channel) is { } refused)
            {
                return (null, new RpcAnswer.Unreadable("it asked for what it may not have: " + refused.Message, IsTooLarge: false));
            }
        }

        Answers answers = await channel.AskAsync(
            new([.. asked.Requests.Select(r => ServerQuestion.Of(server, ServerQuestion.KeyOf(server, r.Key), r.Method, r.Params, channel))], asked.State), cancellation);
        var responses = ImmutableArray.CreateBuilder<(string, JsonElement)>(asked.Requests.Length);
        for (int i = 0; i < asked.Requests.Length; i++)
        {
            switch (answers.All[i])
            {
                case RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } value }:
                    responses.Add((asked.Requests[i].Key, value));
                    break;
                case var _ when asked.Requests[i].Method == "elicitation/create":
                    responses.Add((asked.Requests[i].Key, s_cancel));
                    break;
                default:
                    return (null, new RpcAnswer.Abandoned("the client did not give what the server asked for"));
            }
        }

        return (new(responses.DrainToImmutable(), answers.State), null);
    }

    // Journaled either way, and a step (spec 3.1).
    private async Task<ClientAnswer.Error?> RefuseAsync(Server server, string method, JsonElement? parameters, IClientChannel? channel)
    {
        if (ServerQuestion.WhyNot(server, method, parameters, channel) is { } why)
        {
            await session.RefuseRequestAsync(NewId(), method, DecisionCode.PolicyDenied, why);
            return new(RpcError.MethodNotFound, why);
        }

        return await session.AdmitRequestAsync(NewId(), method, server.Name, null) is { } refused ? new(RpcError.InternalError, refused.Message) : null;
    }

    private string NewId() => options.NewId(options.Time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
}
