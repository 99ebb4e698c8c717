using System.Collections.Concurrent;
using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Pipeline;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Approvals;

/// <summary>
/// Asks the person at a legacy client, by elicitation/create while the call waits. A prompt outlives the wait: a later answer decides the
/// ticket that the call was given (spec 3.10).
/// </summary>
internal sealed class ApprovalPrompts(GatewaySession session, GatewayOptions options)
{
    private static readonly TimeSpan s_heartbeat = TimeSpan.FromSeconds(5);

    private const string OthersDecide = "a person has allowed it, and others have to decide as well";

    private readonly ConcurrentDictionary<string, OpenPrompt> _open = new(StringComparer.Ordinal);

    /// <summary>
    /// Waits until the approval is decided, or the wait is over. Shows it to the person at the client first, when that person may decide and
    /// has not been asked.
    /// </summary>
    /// <param name="approval">Pending.</param>
    /// <param name="isNew">Whether this very call asked for it; a repeat does not ask again.</param>
    /// <param name="call">The call that waits.</param>
    /// <param name="cancellation">The client took the call back: the approval is void when no other call counts on it.</param>
    /// <returns>Null when it is worth deciding the call again; else why it is not decided, for the ticket.</returns>
    public async Task<string?> WaitAsync(Approval approval, bool isNew, CallRequest call, CancellationToken cancellation)
    {
        OpenPrompt? prompt;
        if (isNew && call.Channel.CanElicit && ApprovalDesk.IsEligible(approval, Person, ApprovalChannel.Client))
        {
            _open[approval.Id] = prompt = new();
            prompt.Ended = AskAsync(approval, call);
        }
        else if (!_open.TryGetValue(approval.Id, out prompt))
        {
            return WhyNobodyIsAsked(session.State, approval.Id);
        }

        prompt.Join();
        try
        {
            return await WaitAsync(approval, prompt, call, cancellation);
        }
        catch (OperationCanceledException)
        {
            if (prompt.Leave())
            {
                await session.CancelApprovalAsync(approval.Id, "the client took the call back");
                await EndedAsync(prompt);
            }

            throw;
        }
    }

    /// <summary>A call that did not wait is given a ticket: its client counts on the approval too.</summary>
    public void Join(string approvalId)
    {
        if (_open.TryGetValue(approvalId, out OpenPrompt? prompt))
        {
            prompt.Join();
        }
    }

    /// <summary>Why a call whose approval is pending gets a ticket when the person at its client is not asked: nobody can be, or others are to decide too.</summary>
    public static string WhyNobodyIsAsked(SessionState state, string approvalId) =>
        HasDecisions(state, approvalId) ? OthersDecide : "no person can be asked through this client";

    private async Task<string?> WaitAsync(Approval approval, OpenPrompt prompt, CallRequest call, CancellationToken cancellation)
    {
        long start = options.Time.GetTimestamp();
        for (int beat = 0; ; beat++)
        {
            Task change = session.NextChangeAsync();
            if (!IsPending(approval.Id))
            {
                await EndedAsync(prompt);
                return null;
            }

            TimeSpan left = options.ApprovalWait - options.Time.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                return "nobody has answered yet";
            }

            if (prompt.Ended.IsCompleted)
            {
                return HasDecisions(session.State, approval.Id) ? OthersDecide : "the client answered without a decision";
            }

            await WaitForAsync(Task.WhenAny(prompt.Ended, change), left < s_heartbeat ? left : s_heartbeat, cancellation);
            ProgressRelay.Heartbeat(call, beat);
        }
    }

    // The prompt is taken back before its call is answered: over HTTP the call's stream ends with the answer.
    private static async Task EndedAsync(OpenPrompt prompt) => await prompt.Ended.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static bool HasDecisions(SessionState state, string approvalId) => state.Approvals.Any(a => a.Id == approvalId && !a.Decisions.IsEmpty);

    private Decider Person => new(options.Principal.Id, options.Principal.Roles, []);

    private bool IsPending(string id) => session.State.Approvals.Any(a => a.Id == id && a.Status == ApprovalStatus.Pending);

    private async Task WaitForAsync(Task task, TimeSpan limit, CancellationToken cancellation)
    {
        try
        {
            await task.WaitAsync(limit, options.Time, cancellation);
        }
        catch (TimeoutException)
        {
            // Time for a sign of life.
        }
    }

    // Lives until the person answers or the approval's own time is over, whatever becomes of the call that asked.
    private async Task AskAsync(Approval approval, CallRequest call)
    {
        ImmutableArray<EditableValue> editable = EditableValue.Of(approval, call.Arguments);
        RpcId id = call.Channel.NextId();
        long start = options.Time.GetTimestamp();
        try
        {
            Task<RpcAnswer> asked = call.Channel.AskAsync(id, "elicitation/create", w => ApprovalForm.Write(w, approval, editable));
            RpcAnswer answer = await AnswerAsync(approval, asked);
            if (ApprovalAnswer.Read(answer, options.Time.GetElapsedTime(start), options.MinAnswer, editable) is ApprovalAnswer.Decided decided)
            {
                await session.DecideApprovalAsync(
                    approval.Id, Person, ApprovalChannel.Client, decided.Choice, decided.Comment, decided.Modifications);
            }
        }
        catch (TimeoutException)
        {
            call.Channel.CancelAsk(id, "the request for approval has expired");
            await session.ExpireApprovalAsync(approval.Id, shownToEligible: true);
        }
        catch (OperationCanceledException)
        {
            call.Channel.CancelAsk(id, "the request for approval is no longer open");
        }
        finally
        {
            _open.TryRemove(approval.Id, out _);
        }
    }

    // Ends early when somebody else decides.
    private async Task<RpcAnswer> AnswerAsync(Approval approval, Task<RpcAnswer> asked)
    {
        while (!asked.IsCompleted)
        {
            TimeSpan left = approval.Expires - options.Time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                throw new TimeoutException();
            }

            Task change = session.NextChangeAsync();
            if (!IsPending(approval.Id))
            {
                throw new OperationCanceledException();
            }

            try
            {
                await Task.WhenAny(asked, change).WaitAsync(left, options.Time, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                // Timers count whole milliseconds and may be early by a part of one: the clock says when it is over.
            }
        }

        return await asked;
    }
}
