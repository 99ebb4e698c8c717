using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>approval.*. A request is self-contained: whoever decides it reads no bundle.</summary>
internal static class ApprovalForms
{
    public static readonly ImmutableArray<IEventForm> All =
    [
        new EventForm<ApprovalRequested>("approval.requested", static (f, e) => WriteApproval(f, e.Approval), static (d, at) => new ApprovalRequested(ReadApproval(d)) { At = at }),
        new EventForm<ApprovalDecided>(
            "approval.decided",
            static (f, e) =>
            {
                f.Text("approval", e.ApprovalId);
                f.Text("status", e.Status.ToString());
                f.Text("choice", e.Decision.Choice.ToString());
                f.Text("approver", e.Decision.Approver.Id);
                f.Texts("roles", e.Decision.Approver.Roles);
                f.Texts("groups", e.Decision.Approver.Groups);
                f.Text("channel", e.Decision.Channel.ToString());
                f.Text("comment", e.Decision.Comment);
                f.Time("decided_at", e.Decision.DecidedAt);
                f.Objects("modifications", e.Decision.Modifications, static (o, m) =>
                {
                    o.Text("path", m.Path);
                    o.Json("value", m.Value);
                });
            },
            static (d, at) => new ApprovalDecided(
                d.Text("approval"),
                new ApprovalDecision(
                    new Decider(d.Text("approver"), d.Texts("roles"), d.Texts("groups")),
                    d.Choice<ApprovalChoice>("choice"),
                    d.TextOrNull("comment"),
                    d.Objects("modifications", static o => new Modification(o.Text("path"), o.Json("value") ?? throw new FormatException("value is missing"))),
                    d.Time("decided_at"),
                    d.Choice<ApprovalChannel>("channel")),
                d.Choice<ApprovalStatus>("status")) { At = at }),
        new EventForm<ApprovalExpired>(
            "approval.expired",
            static (f, e) =>
            {
                f.Text("approval", e.ApprovalId);
                f.Flag("shown", e.ShownToEligible);
            },
            static (d, at) => new ApprovalExpired(d.Text("approval"), d.Flag("shown")) { At = at }),
        new EventForm<ApprovalCancelled>(
            "approval.cancelled",
            static (f, e) =>
            {
                f.Text("approval", e.ApprovalId);
                f.Text("reason", e.Reason);
            },
            static (d, at) => new ApprovalCancelled(d.Text("approval"), d.Text("reason")) { At = at }),
    ];

    private static void WriteApproval(EventFields f, Approval a)
    {
        f.Text("approval", a.Id);
        f.Text("session", a.SessionId);
        f.Text("principal", a.PrincipalId);
        f.Text("call", a.CallId);
        f.Text("tool", a.Presentation.Tool);
        f.Text("arguments", a.ArgumentsHash);
        f.Text("digest", a.CallDigest);
        f.Text("policy_version", a.PolicyVersion);
        f.Time("created", a.Created);
        f.Time("expires", a.Expires);
        f.Flag("allow_on_timeout", a.AllowOnTimeout);
        f.Objects("checkpoints", a.Requirements, static (o, r) =>
        {
            o.Text("name", r.Checkpoint);
            o.Text("rule", r.Rule.ToString());
            o.Flag("separation_of_duties", r.SeparationOfDuties);
            o.Flag("out_of_band", r.IsOutOfBand);
            o.Texts("editable", r.Editable);
            o.Objects("seats", r.Seats, static (s, seat) =>
            {
                s.Text("kind", seat.Kind.ToString());
                s.Text("name", seat.Name);
            });
        });
        f.Text("server", a.Presentation.Server);
        f.Text("risk", a.Presentation.RiskClass);
        f.Text("tier", a.Presentation.Tier);
        f.Texts("reasons", a.Presentation.Reasons);
        f.Text("requester", a.Presentation.Requester);
        f.Objects("shown", a.Presentation.Values, static (o, v) =>
        {
            o.Text("label", v.Label);
            o.Text("path", v.Path);
            o.Text("text", v.Text);
        });
    }

    private static Approval ReadApproval(EventData d) => new()
    {
        Id = d.Text("approval"),
        SessionId = d.Text("session"),
        PrincipalId = d.Text("principal"),
        CallId = d.Text("call"),
        Tool = d.Tool(),
        ArgumentsHash = d.Text("arguments"),
        CallDigest = d.Text("digest"),
        PolicyVersion = d.Text("policy_version"),
        Created = d.Time("created"),
        Expires = d.Time("expires"),
        AllowOnTimeout = d.Flag("allow_on_timeout"),
        ChangedAt = d.Time("created"),
        Requirements = d.Objects("checkpoints", static o => new ApprovalRequirement(
            o.Text("name"),
            o.Objects("seats", static s => new Approver(s.Choice<ApproverKind>("kind"), s.Text("name"))),
            o.Choice<ApprovalRule>("rule"),
            o.Flag("separation_of_duties"),
            o.Flag("out_of_band"),
            o.Texts("editable"))),
        Presentation = new ApprovalPresentation(
            d.Text("server"),
            d.Text("tool"),
            d.Text("risk"),
            d.TextOrNull("tier"),
            d.Texts("reasons"),
            d.Objects("shown", static o => new ShownValue(o.Text("label"), o.Text("path"), o.TextOrNull("text"))),
            d.Text("requester")),
    };
}
