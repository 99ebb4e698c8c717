using System.CommandLine;
using PolicyOs.Engine;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Journal.Operators;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos sessions list · show · kill · release · label · resolve</c>.</summary>
internal static class SessionsCommand
{
    private static readonly Argument<string> s_id = new("session") { Description = "The session's id, or the beginning of it." };
    private static readonly Argument<string> s_label = new("label") { Description = "The label; it is never removed." };
    private static readonly Argument<string> s_call = new("call") { Description = "The id of the call in doubt." };
    private static readonly Option<string> s_outcome = new("--outcome") { Description = "committed or failed.", Required = true };
    private static readonly Option<string> s_reason = new("--reason") { Description = "Why, for the journal.", DefaultValueFactory = _ => "stopped by an operator" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "Lists sessions.") { OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Json };
        list.SetAction(arguments => Output.GuardAsync(() => ListAsync(arguments)));
        var show = new Command("show", "Shows the state of a session.") { s_id, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Json };
        show.SetAction(arguments => Output.GuardAsync(() => ShowAsync(arguments)));
        var kill = Act("kill", "Stops a session; its principal opens no other until it is released.", [s_id, s_reason], KillAsync);
        var release = Act("release", "Lifts a kill or a tripped circuit breaker.", [s_id], ReleaseAsync);
        var label = Act("label", "Adds a label to a session.", [s_id, s_label], LabelAsync);
        var resolve = Act("resolve", "Says what became of a call in doubt.", [s_id, s_call, s_outcome], ResolveAsync);
        return new Command("sessions", "Sessions of a journal.") { list, show, kill, release, label, resolve };
    }

    private static Command Act(string name, string description, Symbol[] symbols, Func<ParseResult, Task> action)
    {
        var command = new Command(name, description) { OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Key };
        foreach (Symbol symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }

        command.SetAction(arguments => Output.GuardAsync(() => action(arguments)));
        return command;
    }

    private static async Task ListAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        var rows = new List<string?[]>();
        await foreach (string stream in desk.SessionStreamsAsync())
        {
            SessionState state = await desk.SessionAsync(stream);
            rows.Add([OperatorDesk.IdOf(stream), OperatorDesk.PrincipalOf(stream), Liveness(state), Phase(desk, state), $"{state.Steps}", $"{state.ToolCalls}"]);
        }

        Output.Rows(arguments.GetValue(OperateOptions.Json), ["session", "principal", "state", "phase", "steps", "calls"], rows);
    }

    private static async Task ShowAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        string stream = await desk.FindSessionAsync(arguments.GetValue(s_id)!);
        SessionState state = await desk.SessionAsync(stream);
        Output.Rows(arguments.GetValue(OperateOptions.Json), ["name", "value"],
        [
            ["session", OperatorDesk.IdOf(stream)],
            ["principal", OperatorDesk.PrincipalOf(stream)],
            ["state", Liveness(state)],
            ["phase", Phase(desk, state)],
            ["steps", $"{state.Steps}"],
            ["calls", $"{state.ToolCalls}"],
            ["commits", $"{state.Commits}"],
            ["cost", state.Cost.ToString()],
            ["labels", string.Join(", ", state.LabelNames(desk.Bundle))],
            .. state.Open.Select(open => new[] { open.IsInDoubt ? "in doubt" : "under way", $"{open.Reserved.CallId} {desk.Bundle.Tools[open.Reserved.Tool].Name}" }),
            .. state.Approvals.Select(approval => new[] { "approval", $"{approval.Id} {approval.Status.ToString().ToLowerInvariant()} {approval.Presentation.Tool}" }),
        ]);
    }

    private static Task KillAsync(ParseResult arguments) => ActAsync(arguments, (desk, stream, by, _) =>
        new SessionKilled(OperatorDesk.IdOf(stream), OperatorDesk.PrincipalOf(stream), by, arguments.GetValue(s_reason)!) { At = Now });

    private static Task ReleaseAsync(ParseResult arguments) => ActAsync(arguments, (desk, stream, by, state) =>
        state.Liveness is Engine.State.Liveness.Killed or Engine.State.Liveness.Tripped
            ? new SessionReleased(OperatorDesk.IdOf(stream), OperatorDesk.PrincipalOf(stream), by) { At = Now }
            : throw new OperateException("the session is neither killed nor stopped by its circuit breaker", ExitCodes.DoesNotHold));

    // A label that nothing reads would gate nothing, and nobody would notice that it was mistyped.
    private static Task LabelAsync(ParseResult arguments) => ActAsync(arguments, (desk, stream, by, _) =>
        desk.Bundle.Labels.Contains(arguments.GetValue(s_label)!)
            ? new SessionLabelled([arguments.GetValue(s_label)!], by) { At = Now }
            : throw new OperateException(
                $"the bundle has no label `{arguments.GetValue(s_label)}`; it has {(desk.Bundle.Labels.IsEmpty ? "none" : string.Join(", ", desk.Bundle.Labels))}", ExitCodes.DoesNotHold));

    private static Task ResolveAsync(ParseResult arguments) => ActAsync(arguments, (desk, stream, by, state) =>
    {
        bool wasExecuted = arguments.GetValue(s_outcome) switch
        {
            "committed" => true,
            "failed" => false,
            _ => throw new OperateException("--outcome is committed or failed", ExitCodes.Usage),
        };
        var facts = new Facts(
            state, TenantState.Initial, Contracts.Model.Principal.Anonymous, [], [], desk.Bundle.Session.Mode, Now);
        return PolicyEngine.Resolve(desk.Bundle, facts, arguments.GetValue(s_call)!, wasExecuted, by)
            ?? throw new OperateException($"the session has no call `{arguments.GetValue(s_call)}` in doubt", ExitCodes.DoesNotHold);
    });

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static async Task ActAsync(ParseResult arguments, Func<OperatorDesk, string, string, SessionState, EngineEvent> act)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        string stream = await desk.FindSessionAsync(arguments.GetValue(s_id)!);
        using OperatorKey key = Passphrase.Unlock(arguments);
        await desk.OwnerAsync(key);
        await desk.AppendAsync(key, stream, state => act(desk, stream, key.Name, state));
        Console.Out.WriteLine($"done: {OperatorDesk.IdOf(stream)}");
    }

    private static string Liveness(SessionState state) => state.Liveness.ToString().ToLowerInvariant();

    private static string Phase(OperatorDesk desk, SessionState state) => state.Phase < 0 ? "-" : desk.Bundle.Session.Phases[state.Phase].Name;
}
