using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>session.yaml's limits and rules across calls, in words.</summary>
internal static class SessionRules
{
    /// <summary>The limits of a session.</summary>
    public static IEnumerable<string> Limits(CompiledBundle bundle)
    {
        SessionLimits limits = bundle.Session.Limits;
        string?[] all =
        [
            limits.MaxSteps is { } steps ? $"{Words.Of(steps)} steps, refused ones included" : null,
            limits.MaxToolCalls is { } calls ? $"{Words.Of(calls)} tool calls{(limits.NarrowAtMaxToolCalls ? ", then no tool is shown" : "")}" : null,
            limits.MaxCost is { } cost ? $"{cost} USD" : null,
            limits.Loop is { } loop ? $"the {Words.Of(loop.Threshold)}th equal call among {Words.Of(loop.Window)} is refused" : null,
            limits.Breaker is { ConsecutiveBlocks: { } blocks } ? $"{Words.Of(blocks)} refusals in a row stop it" : null,
            limits.Breaker is { ConsecutiveErrors: { } errors } ? $"{Words.Of(errors)} errors in a row stop it" : null,
            limits.PerPrincipal is { MaxOpenSessions: { } open } ? $"{Words.Of(open)} open sessions a principal" : null,
            limits.PerPrincipal is { MaxSessionsPerDay: { } day } ? $"{Words.Of(day)} sessions a principal a day" : null,
        ];
        return all.OfType<string>();
    }

    /// <summary>Aggregates, envelopes, label gates.</summary>
    public static IEnumerable<string> AcrossCalls(CompiledBundle bundle)
    {
        foreach (Aggregate aggregate in bundle.Session.Aggregates)
        {
            string bounds = Words.Bounds(aggregate.AtLeast, aggregate.AtMost);
            string when = string.Concat(aggregate.When.Select(bound => $", {Words.Bounds(bound.ThenAtLeast, bound.ThenAtMost)} when {Words.Of(bundle, bound.Condition)}"));
            yield return $"{aggregate.Name}: {Words.Of(aggregate.Metric)}{(aggregate.Path is null ? "" : $" of {aggregate.Path}")} {bounds}{when} – {aggregate.Reason}";
        }

        foreach (Envelope envelope in bundle.Session.Envelopes)
        {
            string stages = string.Join(" → ", envelope.Stages.Select(stage => $"{bundle.Tools[stage.Tool].Name} {stage.Path} ({Words.Of(stage.Role)})"));
            yield return $"{envelope.Name}: {stages} – {envelope.Reason}";
        }

        foreach (LabelGate gate in bundle.Session.Policy?.LabelGates ?? [])
        {
            yield return $"under label {bundle.Labels[gate.Label]}: no {string.Join(", ", gate.DenyTools.Select(tool => bundle.Tools[tool].Name))} – {gate.Reason}";
        }
    }
}
