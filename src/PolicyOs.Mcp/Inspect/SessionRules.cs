using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

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
            limits.Loop is { } loop ? $"{Words.Of(loop.Threshold)} equal calls among {Words.Of(loop.Window)}: the last of them is refused" : null,
            limits.Breaker is { ConsecutiveBlocks: { } blocks } ? $"{Words.Of(blocks)} refusals in a row stop it" : null,
            limits.Breaker is { ConsecutiveErrors: { } errors } ? $"{Words.Of(errors)} errors in a row stop it" : null,
            limits.PerPrincipal is { MaxOpenSessions: { } open } ? $"{Words.Of(open)} open sessions a principal" : null,
            limits.PerPrincipal is { MaxSessionsPerDay: { } day } ? $"{Words.Of(day)} sessions a principal a day" : null,
        ];
        return all.OfType<string>();
    }

    /// <summary>What servers may not ask the client's model.</summary>
    public static IEnumerable<string> Sampling(CompiledBundle bundle)
    {
        foreach (ProviderConstraint constraint in bundle.Session.ProviderConstraints)
        {
            foreach (ProviderConflict conflict in constraint.BlockIncompatible)
            {
                yield return $"{constraint.Provider}: refused with {conflict.Source}";
            }

            foreach (ProviderConflict conflict in constraint.WarnIncompatible)
            {
                yield return $"{constraint.Provider}: warned of with {conflict.Source}";
            }

            if (constraint.WarnFloatingAlias)
            {
                yield return $"{constraint.Provider}: a model without a version is warned of";
            }
        }
    }

    /// <summary>Aggregates, envelopes, label gates.</summary>
    public static IEnumerable<string> AcrossCalls(CompiledBundle bundle)
    {
        for (int number = 0; number < bundle.Session.Aggregates.Length; number++)
        {
            Aggregate aggregate = bundle.Session.Aggregates[number];
            string bounds = Words.Bounds(aggregate.AtLeast, aggregate.AtMost);
            string when = string.Concat(aggregate.When.Select(bound => $", {Words.Bounds(bound.ThenAtLeast, bound.ThenAtMost)} when {Words.Of(bundle, bound.Condition)}"));
            string tools = string.Join(", ", bundle.Tools.Where(tool => tool.Contract?.Aggregates.Contains(number) == true).Select(tool => tool.Name));
            yield return $"{aggregate.Name}: {Words.Of(aggregate.Metric)}{(aggregate.Path is null ? "" : $" of {PathText.Of(aggregate.Path)}")} over {tools} {bounds}{when} – {aggregate.Reason}";
        }

        foreach (Envelope envelope in bundle.Session.Envelopes)
        {
            string stages = string.Join(" → ", envelope.Stages.Select(stage => $"{bundle.Tools[stage.Tool].Name} {PathText.Of(stage.Path)}{(stage.Source == ValueSource.Output ? " of the result" : "")} ({Words.Of(stage.Role)})"));
            string key = envelope.Stages[0].Key is { IsEmpty: false } paths ? $", for the same {string.Join(", ", paths.Select(PathText.Of))}" : "";
            yield return $"{envelope.Name}: {Words.Of(envelope)}{key}: {stages} – {envelope.Reason}";
        }

        foreach (LabelGate gate in bundle.Session.Policy?.LabelGates ?? [])
        {
            yield return $"under label {bundle.Labels[gate.Label]}: no {string.Join(", ", gate.DenyTools.Select(tool => bundle.Tools[tool].Name))} – {gate.Reason}";
        }
    }
}
