using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Requests;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>What a server asks of the client, in either era: elicitation, sampling, roots, as <c>client_requests</c> allow (spec 3.1).</summary>
internal sealed class ClientBridge(GatewaySession session, GatewayOptions options, ILogger log)
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
    /// <param name="tools">The tools whose calls the server can mean.</param>
    /// <param name="over">The server took its question back, or the request is over for which it asks.</param>
    public async Task<ClientAnswer> AskAsync(Server server, RpcMessage.Request request, IClientChannel? channel, ImmutableArray<Tool> tools, CancellationToken over)
    {
        if (await RefuseAsync(server, request.Method, request.Params, channel) is { } refused)
        {
            return refused;
        }

        try
        {
            Question question = ServerQuestion.Of(server, server.Name + "/request", request.Method, request.Params, channel!);

            // A parked client of 2026-07-28 comes back in its own time; only one that shows a form now is told.
            Answers answers = await channel!.AskAsync(new([question], State: null), channel.IsModern ? CancellationToken.None : over);
            return answers.All[0] switch
            {
                RpcAnswer.Result result when await WithholdAsync(request.Method, tools, result.Value) is { } withheld => withheld,
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
    /// <param name="server">Who asks.</param>
    /// <param name="tool">The tool that is under way; null for any other request.</param>
    /// <param name="asked">What.</param>
    /// <param name="channel">The client.</param>
    /// <param name="cancellation">The client took the request back.</param>
    /// <returns>What to bring back, or why the request does not go on.</returns>
    public async Task<(Round? Next, RpcAnswer? Failure)> AnswerAsync(
        Server server, Tool? tool, InputRequired asked, IClientChannel channel, CancellationToken cancellation)
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
                case RpcAnswer.Result { Value: { ValueKind: JsonValueKind.Object } value }
                    when await WithholdAsync(asked.Requests[i].Method, tool is null ? [] : [tool], value) is { } withheld:
                    return (null, new RpcAnswer.Abandoned(withheld.Message));
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

        if (method == "sampling/createMessage" && await RefuseSamplingAsync(server, parameters) is { } conflict)
        {
            return conflict;
        }

        return await session.AdmitRequestAsync(NewId(), method, server.Name, null) is { } refused ? new(RpcError.InternalError, refused.Message) : null;
    }

    // Outside enforce what would be refused is said to people and goes on (spec 2.7).
    private async Task<ClientAnswer.Error?> RefuseSamplingAsync(Server server, JsonElement? parameters)
    {
        foreach (string warning in SamplingRequests.Warnings(session.Bundle, parameters))
        {
            PipelineLog.Sampling(log, server.Name, PlainText.Line(warning, 300));
        }

        return SamplingRequests.WhyNot(session.Bundle, parameters) is { } finding ? await DenyAsync(server.Name, "sampling/createMessage", finding) : null;
    }

    // What the client's model said is the server's only if every tool that it can be for says so (spec 1.4, response_format_invariants).
    private async Task<ClientAnswer.Error?> WithholdAsync(string method, ImmutableArray<Tool> tools, JsonElement result) =>
        method == "sampling/createMessage" && tools.Select(tool => SamplingAnswers.WhyNot(tool, result)).FirstOrDefault(static finding => finding is not null) is { } finding
            ? await DenyAsync(tools[0].Name, method, finding)
            : null;

    private async Task<ClientAnswer.Error?> DenyAsync(string subject, string method, RequestFinding finding)
    {
        if (options.Mode != EnforcementMode.Enforce)
        {
            PipelineLog.Sampling(log, subject, PlainText.Line(finding.Message, 300));
            return null;
        }

        await session.RefuseRequestAsync(NewId(), method, finding.Code, finding.Message);
        return new(RpcError.InternalError, finding.Message);
    }

    private string NewId() => options.NewId(options.Time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
}
