using System.Collections.Immutable;
using System.Globalization;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>One tool's contract on a card.</summary>
internal static class ToolCard
{
    /// <summary>Adds the card's blocks.</summary>
    public static void Add(CompiledBundle bundle, Tool tool, ImmutableArray<ReportBlock>.Builder page)
    {
        page.Add(new ReportBlock.Heading(3, tool.Name));
        page.Add(new ReportBlock.Points([.. Lines(bundle, tool, tool.Contract!).Where(line => line.Text.Length > 0).Select(line => $"{line.Name}: {line.Text}")]));
    }

    private static IEnumerable<(string Name, string Text)> Lines(CompiledBundle bundle, Tool tool, ToolContract contract)
    {
        yield return ("does", contract.Card.Description ?? tool.Description ?? "");
        yield return ("side effect", Words.Risk(contract));
        yield return ("owner", contract.Card.Owner ?? "");
        yield return ("risk owner", contract.Card.RiskOwner ?? "");
        yield return ("contract version", contract.Card.Version ?? "");
        yield return ("phases", Words.PhasesOf(bundle, contract) + (contract.AdvancesTo >= 0 ? $", then {bundle.Session.Phases[contract.AdvancesTo].Name}" : ""));
        yield return ("needs first", string.Join("; ", contract.Preconditions.Select(precondition => Words.Of(bundle, precondition))));
        yield return ("forbids after it", string.Join(", ", contract.ForbidsAfter.Select(other => bundle.Tools[other].Name)));
        yield return ("needs permissions", string.Join(", ", contract.RequiredPermissions));
        yield return ("argument rules", Words.Count(contract.InputInvariants.Length + contract.ValueInvariants.Length + contract.ExecutionConstraints.Length, "rule"));
        yield return ("rules", string.Join(", ", contract.Rules.Select(rule => rule.Id)));
        yield return ("captures", string.Join(", ", contract.Binds.Select(bind => bundle.Slots[bind.Slot])));
        yield return ("rate limit", Words.Of(contract.RateLimit));
        yield return ("time", string.Create(CultureInfo.InvariantCulture, $"{contract.TotalTimeout.TotalMilliseconds} ms in all, {contract.Retries.MaxAttempts} attempt(s)"));
        yield return ("cost", contract.Cost switch { Cost.Fixed price => $"{price.Amount} USD", Cost.FromOutput read => $"{read.Path} of the result, estimated {read.Estimate} USD", _ => "" });
        yield return ("repeats", contract.Idempotency is { } idempotency ? $"idempotent for {idempotency.Retention.TotalHours.ToString(CultureInfo.InvariantCulture)} h" : "");
        yield return ("hidden", string.Join(", ", contract.Sensitive));
        yield return ("labels", string.Join(", ", contract.AddsLabels.Concat(contract.LabelsFromOutput.Select(label => label.Label)).Distinct().Select(label => bundle.Labels[label])));
        yield return ("trust in results", Words.Of(contract.Observation.TrustLevel));
        yield return ("undone by", Words.Of(bundle, contract.Compensation));
    }
}
