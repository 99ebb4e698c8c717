using System.Diagnostics;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Sends a reserved call to its server: attempts within one time limit, cancellation, retries (spec 1.4, 2.4).</summary>
internal sealed class Dispatcher(UpstreamSet upstreams, ServerRounds rounds, TimeProvider time)
{
    /// <summary>How long the answer to a cancelled call is still awaited (spec 2.4).</summary>
    private static readonly TimeSpan s_afterCancel = TimeSpan.FromSeconds(5);

    /// <summary>Sends the call, again where the contract says so, and ends with the last attempt.</summary>
    public async Task<Attempt> DispatchAsync(
        UpstreamServer server, Tool tool, ToolDefinition definition, CallRequest call, JsonElement arguments, CancellationToken cancellation)
    {
        ToolContract contract = tool.Contract!;
        long start = time.GetTimestamp();
        for (int attempt = 1; ; attempt++)
        {
            TimeSpan left = contract.TotalTimeout - time.GetElapsedTime(start);
            TimeSpan limit = MayRepeat(contract, RetryClass.Timeout) ? left / (contract.Retries.MaxAttempts - attempt + 1) : left;
            Attempt last = Telemetry.IsOn
                ? await TryTracedAsync(server, tool, definition, call, arguments, limit, cancellation)
                : await TryAsync(server, tool, definition, call, arguments, limit, cancellation);
            left = contract.TotalTimeout - time.GetElapsedTime(start);
            if (attempt >= contract.Retries.MaxAttempts || cancellation.IsCancellationRequested || !ShouldRepeat(contract, last.Outcome)
                || !await PauseAsync(contract, last.Outcome, attempt, left, cancellation))
            {
                return last;
            }
        }
    }

    private async Task<Attempt> TryTracedAsync(
        UpstreamServer server, Tool tool, ToolDefinition definition, CallRequest call, JsonElement arguments, TimeSpan limit, CancellationToken cancellation)
    {
        using Activity? span = Tracing.Command("tools/call", server.Server.Name, tool.UpstreamName);
        Attempt attempt = await TryAsync(server, tool, definition, call, arguments, limit, cancellation);
        Tracing.Fail(span, Tracing.ErrorOf(attempt.Outcome));
        return attempt;
    }

    private async Task<Attempt> TryAsync(
        UpstreamServer server, Tool tool, ToolDefinition definition, CallRequest call, JsonElement arguments, TimeSpan limit, CancellationToken cancellation)
    {
        if (server.Connection is not { } connection)
        {
            return new(new CallOutcome.NeverSent(server.Problem.Why));
        }

        if (cancellation.IsCancellationRequested)
        {
            return new(new CallOutcome.NeverSent("the client took the call back before it was sent"));
        }

        using var clock = new CallClock(limit, time);
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static s => ((CallClock)s!).Stop(), clock);
        Action<JsonElement>? progress = ProgressRelay.For(call.ProgressToken, call.Channel);
        LogWish logs = LogWish.Of(call.Channel, call.Meta, upstreams.LogLevel);
        try
        {
            RpcAnswer answer = await rounds.RunAsync(
                server.Server,
                tool,
                connection,
                round => new("tools/call", (w, hop) => UpstreamParams.Write(w, call, tool.UpstreamName, arguments, hop, round), progress, call.Channel, clock)
                {
                    LogLevel = logs.Level, Log = logs.Deliver,
                },
                sent => WaitAsync(sent, clock.Token, cancellation),
                clock,
                call.Channel,
                call.Params,
                cancellation);
            return AttemptReader.Read(answer, definition);
        }
        catch (TimeoutException)
        {
            return new(new CallOutcome.TimedOut());
        }
        catch (OperationCanceledException)
        {
            return new(new CallOutcome.Cancelled());
        }
    }

    // By a TimeoutException when the limit is over, by an OperationCanceledException when the client took the call back and no answer came.
    private async Task<RpcAnswer> WaitAsync(SentRequest sent, CancellationToken limit, CancellationToken cancellation)
    {
        try
        {
            return await sent.Answer.WaitAsync(limit);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            sent.Cancel("the client cancelled the call");
        }
        catch (OperationCanceledException)
        {
            sent.Cancel("no answer in time");
            throw new TimeoutException();
        }

        try
        {
            RpcAnswer late = await sent.Answer.WaitAsync(s_afterCancel, time, CancellationToken.None);
            return late is RpcAnswer.Lost ? throw new OperationCanceledException() : late;
        }
        catch (TimeoutException)
        {
            throw new OperationCanceledException();
        }
    }

    private static bool ShouldRepeat(ToolContract contract, CallOutcome outcome)
    {
        if (AttemptReader.ClassOf(outcome) is not { } failure || !contract.Retries.RetryOn.Contains(failure))
        {
            return false;
        }

        // What was certainly not executed may be sent again; what may have been, only when that does no harm.
        return outcome is CallOutcome.NeverSent or CallOutcome.RateLimited || MayRepeat(contract, failure);
    }

    private static bool MayRepeat(ToolContract contract, RetryClass failure) =>
        contract.Retries.RetryOn.Contains(failure)
        && (contract.SideEffect == SideEffect.Read || contract.Idempotency is { UpstreamSafe: true });

    private async Task<bool> PauseAsync(ToolContract contract, CallOutcome outcome, int attempt, TimeSpan left, CancellationToken cancellation)
    {
        TimeSpan pause = outcome is CallOutcome.RateLimited { RetryAfter: { } asked } && contract.On429.RespectRetryAfter
            ? TimeSpan.FromTicks(Math.Min(asked.Ticks, contract.On429.MaxSleep.Ticks))
            : TimeSpan.FromMilliseconds(Math.Min(100 * Math.Pow(2, attempt - 1), 5000));
        if (pause >= left)
        {
            return false;
        }

        try
        {
            await Task.Delay(pause, time, cancellation);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
