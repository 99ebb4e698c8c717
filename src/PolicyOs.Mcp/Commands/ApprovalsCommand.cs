using System.CommandLine;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Journal.Operators;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;

namespace PolicyOs.Mcp.Commands;

/// <summary><c>policyos approvals list · show · approve · reject</c>: tickets are decided here.</summary>
internal static class ApprovalsCommand
{
    private static readonly Argument<string> s_id = new("approval") { Description = "The approval's id." };
    private static readonly Option<string?> s_comment = new("--comment") { Description = "Words for the journal." };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var list = new Command("list", "Lists approvals that are pending, or decided and not used up.") { OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Json };
        list.SetAction(arguments => Output.GuardAsync(() => ListAsync(arguments)));
        var show = new Command("show", "Shows what an approval asks.") { s_id, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Json };
        show.SetAction(arguments => Output.GuardAsync(() => ShowAsync(arguments)));
        var approve = new Command("approve", "Lets exactly that call through, once.") { s_id, s_comment, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Key };
        approve.SetAction(arguments => Output.GuardAsync(() => DecideAsync(arguments, ApprovalChoice.AllowOnce)));
        var reject = new Command("reject", "Refuses that call.") { s_id, s_comment, OperateOptions.Bundle, OperateOptions.Store, OperateOptions.Key };
        reject.SetAction(arguments => Output.GuardAsync(() => DecideAsync(arguments, ApprovalChoice.Deny)));
        return new Command("approvals", "Tickets that wait for a person.") { list, show, approve, reject };
    }

    private static async Task ListAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        var rows = new List<string?[]>();
        await foreach (string stream in desk.SessionStreamsAsync())
        {
            rows.AddRange((await desk.SessionAsync(stream)).Approvals.Select(approval => new[]
            {
                approval.Id, Status(approval), approval.Presentation.Tool, approval.Presentation.Requester, OperatorDesk.IdOf(stream), $"{approval.Expires:u}",
            }));
        }

        Output.Rows(arguments.GetValue(OperateOptions.Json), ["approval", "status", "tool", "requester", "session", "expires"], rows);
    }

    private static async Task ShowAsync(ParseResult arguments)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        (string stream, Approval approval) = await FindAsync(desk, arguments.GetValue(s_id)!);
        ApprovalPresentation shown = approval.Presentation;
        Output.Rows(arguments.GetValue(OperateOptions.Json), ["name", "value"],
        [
            ["approval", approval.Id],
            ["status", Status(approval)],
            ["session", OperatorDesk.IdOf(stream)],
            ["server", shown.Server],
            ["tool", shown.Tool],
            ["risk", shown.Tier is null ? shown.RiskClass : $"{shown.RiskClass} ({shown.Tier})"],
            ["requester", shown.Requester],
            ["expires", $"{approval.Expires:u}"],
            .. shown.Reasons.Select(reason => new[] { "why", reason }),
            .. shown.Values.Select(value => new[] { value.Label, value.Text ?? "(none)" }),
            .. approval.Requirements.Select(r => new[] { "decides", r.Seats.IsEmpty ? "any operator" : $"{r.Rule.ToString().ToLowerInvariant()} of {string.Join(", ", r.Seats.Select(seat => seat.Name))}" }),
            .. approval.Decisions.Select(d => new[] { "decided", $"{d.Approver.Id}: {(d.Choice == ApprovalChoice.AllowOnce ? "allow_once" : "deny")} {d.Comment}".TrimEnd() }),
        ]);
    }

    private static async Task DecideAsync(ParseResult arguments, ApprovalChoice choice)
    {
        await using OperatorDesk desk = OperatorDesk.Open(arguments);
        (string stream, Approval approval) = await FindAsync(desk, arguments.GetValue(s_id)!);
        using OperatorKey key = Passphrase.Unlock(arguments);
        Operator by = await desk.OwnerAsync(key);
        var decider = new Decider(by.Name, by.Roles, []);
        await desk.AppendAsync(key, stream, state => Decide(desk, state, approval.Id, decider, choice, arguments.GetValue(s_comment)));
        Console.Out.WriteLine($"{(choice == ApprovalChoice.AllowOnce ? "approved" : "rejected")}: {approval.Id}");
    }

    private static ApprovalDecided Decide(OperatorDesk desk, SessionState state, string id, Decider decider, ApprovalChoice choice, string? comment) =>
        ApprovalDesk.Decide(desk.Bundle, state, id, decider, ApprovalChannel.Operator, choice, comment, [], TimeProvider.System.GetUtcNow()) switch
        {
            DeskAnswer.Taken taken => taken.Event,
            DeskAnswer.Refused refused => throw new OperateException(refused.Message, ExitCodes.DoesNotHold),
            _ => throw new InvalidOperationException("an answer of an unknown kind"),
        };

    private static async Task<(string Stream, Approval Approval)> FindAsync(OperatorDesk desk, string id)
    {
        await foreach (string stream in desk.SessionStreamsAsync())
        {
            if ((await desk.SessionAsync(stream)).Approvals.FirstOrDefault(approval => approval.Id == id) is { } approval)
            {
                return (stream, approval);
            }
        }

        throw new OperateException($"there is no approval `{id}` that is pending, or decided and not used up", ExitCodes.DoesNotHold);
    }

    private static string Status(Approval approval) => approval.Status.ToString().ToLowerInvariant();
}
