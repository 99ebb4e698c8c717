using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Checks;

/// <summary>Writes the one request for all checkpoints that a call triggers.</summary>
internal static class ApprovalRequest
{
    public static Approval Build(CallContext call, ImmutableArray<Checkpoint> triggered) => new()
    {
        Id = call.Proposal.NewApprovalId,
        SessionId = call.Session.Head.Id,
        PrincipalId = call.Facts.Principal.Id,
        CallId = call.Proposal.CallId,
        Tool = call.Tool.Number,
        ArgumentsHash = call.Proposal.ArgumentsHash,
        CallDigest = call.Proposal.CallDigest,
        PolicyVersion = call.Bundle.Digest,
        Requirements = [.. triggered.Select(Requirement)],
        Presentation = Presentation(call, triggered),
        Created = call.Facts.Now,
        Expires = call.Facts.Now + triggered.Min(static c => c.Timeout),
        AllowOnTimeout = triggered.All(static c => c.AllowOnTimeout),
        ChangedAt = call.Facts.Now,
    };

    private static ApprovalRequirement Requirement(Checkpoint checkpoint) => new(
        checkpoint.Name,
        checkpoint.Approvers,
        checkpoint.Rule,
        checkpoint.SeparationOfDuties,
        checkpoint.IsOutOfBand,
        [.. checkpoint.Editable.Select(PathText.Of)]);

    private static ApprovalPresentation Presentation(CallContext call, ImmutableArray<Checkpoint> triggered)
    {
        JsonElement masked = Masking.ForPeople(call.Arguments, call.Contract.Sensitive);
        return new ApprovalPresentation(
            call.Bundle.Servers[call.Tool.Server].Name,
            call.Tool.Name,
            ContractNames.Of(call.Contract.SideEffect),
            call.Contract.Tier?.ToString(),
            [.. triggered.Select(static c => c.Reason ?? c.Name).Distinct()],
            ShownBudget.Fit(Values(triggered, masked)),
            call.Facts.Principal.Id);
    }

    // What an author has given a label is shown under it, once, before what a checkpoint without context shows of all arguments.
    private static List<ShownValue> Values(ImmutableArray<Checkpoint> triggered, JsonElement masked)
    {
        List<ShownValue> values = [.. triggered.SelectMany(static c => c.Context)
            .Select(field => new ShownValue(field.Label, PathText.Of(field.Path), Text(field.Path, masked)))
            .DistinctBy(static value => value.Path, StringComparer.Ordinal)];
        if (triggered.Any(static c => c.Context.IsEmpty))
        {
            values.AddRange(masked.EnumerateObject()
                .Select(static p => new ShownValue(p.Name, PathText.Member("$", p.Name), p.Value.GetRawText()))
                .ExceptBy(values.Select(static value => value.Path).ToArray(), static value => value.Path, StringComparer.Ordinal));
        }

        return values;
    }

    private static string? Text(JsonPath path, JsonElement masked)
    {
        string[] nodes = [.. Nodes.Select(path, masked).Select(static node => node.GetRawText())];
        return nodes.Length == 0 ? null : string.Join(", ", nodes);
    }
}
