using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Sends a request to a server, and goes on with it for as long as the server asks for input and the client gives it (spec 3.1).</summary>
internal sealed class ServerRounds(ClientBridge bridge, TimeProvider time)
{
    private const int MaxRounds = 10;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Ends with the answer that is one, or with why there is none.</summary>
    /// <param name="server">The contract's server.</param>
    /// <param name="tool">The tool that is called; null for any other request.</param>
    /// <param name="connection">Its connection.</param>
    /// <param name="build">Makes the request of a round; the first has none.</param>
    /// <param name="wait">Waits for the answer of a round.</param>
    /// <param name="clock">Stands still while the client is asked; null when the request has no limit.</param>
    /// <param name="channel">The client.</param>
    /// <param name="parameters">The client's own; null for none.</param>
    /// <param name="cancellation">The client took the request back.</param>
    public async Task<RpcAnswer> RunAsync(
        Server server,
        Tool? tool,
        UpstreamConnection connection,
        Func<Round?, UpstreamRequest> build,
        Func<SentRequest, Task<RpcAnswer>> wait,
        CallClock? clock,
        IClientChannel channel,
        JsonElement? parameters,
        CancellationToken cancellation)
    {
        using var turn = new ConnectionTurn(connection.Turns);
        if (connection.AsksBlindly && channel.IsModern && ClientBridge.MayAsk(server, channel) && !await turn.TryWaitAsync(clock?.Token ?? cancellation))
        {
            return new RpcAnswer.NotSent("another request of this session waits for what the server asked");
        }

        Round? round = connection.IsModern && channel.IsModern ? Round.Ahead(parameters) : null;
        for (int rounds = 0; rounds <= MaxRounds; rounds++)
        {
            RpcAnswer answer;
            UpstreamRequest request = build(round) with { Turn = turn, Tool = tool };
            if (request is { LogLevel: { } level, Log: not null } && !connection.IsModern)
            {
                await connection.LogFromAsync(level, s_patience, time);
            }

            using (SentRequest sent = connection.Send(request))
            {
                answer = await wait(sent);
            }

            if (answer is RpcAnswer.Error error && ServerError.LooksLikeDecision(error.AsSent))
            {
                connection.Imitated();
            }

            if (!connection.IsModern || answer is not RpcAnswer.Result { Value: JsonElement result })
            {
                return answer;
            }

            (InputRequired? asked, string? problem) = InputRequired.Read(result);
            if (asked is null)
            {
                return problem is null ? answer : new RpcAnswer.Unreadable(problem, IsTooLarge: false);
            }

            cancellation.ThrowIfCancellationRequested();
            clock?.Pause();
            (round, RpcAnswer? failure) = await bridge.AnswerAsync(server, tool, asked, channel, cancellation);
            clock?.Resume();
            if (failure is not null)
            {
                return failure;
            }
        }

        return new RpcAnswer.Unreadable($"it asked for input more than {MaxRounds} times", IsTooLarge: false);
    }
}
