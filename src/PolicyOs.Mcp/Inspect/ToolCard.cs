using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Mcp.Inspect;

/// <summary>One tool's contract on a card.</summary>
internal static class ToolCard
{
    /// <summary>Adds the card's blocks.</summary>
    public static void Add(CompiledBundle bundle, Tool tool, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Card(tool.Name, [.. Lines(bundle, tool, tool.Contract!).Where(static line => line.Text.Length > 0)]));
    }

    private static IEnumerable<(string Name, string Text)> Lines(CompiledBundle bundle, Tool tool, ToolContract contract)
    {
        yield return ("does", contract.Card.Description ?? tool.Description ?? "");
        yield return ("side effect", Words.Risk(contract));
        yield return ("owner", contract.Card.Owner ?? "");
        yield return ("risk owner", contract.Card.RiskOwner ?? "");
        yield return ("contract version", contract.Card.Version ?? "");
        yield return ("phases", Words.PhasesOf(bundle, contract) + (contract.AdvancesTo >= 0 ? $"; then {bundle.Session.Phases[contract.AdvancesTo].Name}" : ""));
        yield return ("needs first", string.Join("; ", contract.Preconditions.Select(precondition => Words.Of(bundle, precondition))));
        yield return ("forbids after it", string.Join(", ", contract.ForbidsAfter.Select(other => bundle.Tools[other].Name)));
        yield return ("needs permissions", string.Join(", ", contract.RequiredPermissions));
        yield return ("callers", Callers(bundle, contract.Policy));
        yield return ("purposes", Purposes(contract));
        foreach (Invariant rule in contract.InputInvariants.Concat(contract.ValueInvariants).Concat(contract.ExecutionConstraints))
        {
            yield return ("arguments", Words.Of(bundle, rule));
        }

        foreach (Invariant rule in contract.OutputInvariants)
        {
            yield return ("result", Words.Of(bundle, rule));
        }

        yield return ("rules", string.Join(", ", contract.Rules.Select(rule => rule.Id)));
        yield return ("asks a person", string.Join(", ", contract.Checkpoints.Select(Words.NameOf)));
        yield return ("person may edit", string.Join(", ", contract.Checkpoints.SelectMany(checkpoint => checkpoint.Editable).Select(PathText.Of).Distinct()));
        yield return ("captures", string.Join(", ", contract.Binds.Select(bind => $"{bundle.Slots[bind.Slot]} from {PathText.Of(bind.Path)} of {(bind.Source == ValueSource.Output ? "the result" : "the arguments")}")));
        yield return ("rate limit", Words.Of(contract.RateLimit));
        yield return ("time", string.Create(CultureInfo.InvariantCulture, $"{contract.TotalTimeout.TotalMilliseconds} ms in all, {Words.Count(contract.Retries.MaxAttempts, "attempt")}"));
        yield return ("cost", contract.Cost switch { Cost.Fixed price => $"{price.Amount} USD", Cost.FromOutput read => $"{PathText.Of(read.Path)} of the result, estimated {read.Estimate} USD", _ => "" });
        yield return ("repeats", contract.Idempotency is { } idempotency ? Words.Of(idempotency) : "");
        yield return ("hidden", string.Join(", ", contract.Sensitive.Select(PathText.Of)));
        yield return ("labels", string.Join("; ", contract.AddsLabels.Select(label => bundle.Labels[label])
            .Concat(contract.LabelsFromOutput.Select(label => $"{bundle.Labels[label.Label]} when {Words.Of(bundle, label.Condition)} of the result"))));
        yield return ("model's answers", Words.Of(contract.ResponseFormat));
        yield return ("trust in results", Words.Of(contract.Observation));
        yield return ("undone by", Words.Of(bundle, contract.Compensation));
    }

    private static string Callers(CompiledBundle bundle, PolicyRules? policy) => policy is null ? "" : string.Join(
        "; ",
        policy.Allow.Select(allow => $"allowed where {Words.Of(bundle, allow.Condition)}").Concat(policy.Deny.Select(deny => $"denied where {Words.Of(bundle, deny.Condition)}")));

    private static string Purposes(ToolContract contract) => string.Join(
        "; ",
        new[]
        {
            contract.AllowedIntents.IsEmpty ? null : $"only {string.Join(", ", contract.AllowedIntents)}",
            contract.DisallowedIntents.IsEmpty ? null : $"never {string.Join(", ", contract.DisallowedIntents)}",
        }.OfType<string>());
}
