using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary>Rows 9 to 11: one-shot tools, limits of the session and of tools, loops, the breaker, rates.</summary>
internal sealed class Limits : IRuleSource
{
    private const string File = "session.yaml: session_limits.";

    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) =>
        OfSession(bundle.Session.Limits).Concat(bundle.Contracts().SelectMany(pair => OfTool(bundle, pair.Tool, pair.Contract)));

    private static IEnumerable<RuleInstance> OfSession(SessionLimits limits)
    {
        if (limits.MaxSteps is not null)
        {
            yield return new(File + "max_steps", "session_limits", [], b => b.WithLimits(l => l with { MaxSteps = null }));
        }

        if (limits.MaxToolCalls is not null)
        {
            yield return new(File + "max_tool_calls", "session_limits", [], b => b.WithLimits(l => l with { MaxToolCalls = null }));
        }

        if (limits.NarrowAtMaxToolCalls)
        {
            yield return new(File + "max_tool_calls_mode", "effect", [], b => b.WithLimits(l => l with { NarrowAtMaxToolCalls = false }));
        }

        if (limits.MaxCost is not null)
        {
            yield return new(File + "max_cost_per_session", "cost", [], b => b.WithLimits(l => l with { MaxCost = null }));
        }

        if (limits.Loop is not null)
        {
            yield return new(File + "loop_detection", "loop", [], b => b.WithLimits(l => l with { Loop = null }));
        }

        if (limits.Breaker?.ConsecutiveBlocks is not null)
        {
            yield return new(File + "circuit_breaker.consecutive_blocks", "session", [], b => b.WithLimits(l => l with { Breaker = l.Breaker! with { ConsecutiveBlocks = null } }));
        }

        if (limits.Breaker?.ConsecutiveErrors is not null)
        {
            yield return new(File + "circuit_breaker.consecutive_errors", "session", [], b => b.WithLimits(l => l with { Breaker = l.Breaker! with { ConsecutiveErrors = null } }));
        }
    }

    private static IEnumerable<RuleInstance> OfTool(CompiledBundle bundle, Tool tool, ToolContract contract)
    {
        int number = tool.Number;
        string file = BundleEdits.FileOf(tool);
        foreach (int other in contract.ForbidsAfter)
        {
            yield return new(
                $"{file}: forbids_after[{bundle.Tools[other].Name}]", "forbids_after", [other], b => b.WithContract(number, c => c with { ForbidsAfter = c.ForbidsAfter.Remove(other) }));
        }

        if (contract.MaxCalls is not null)
        {
            yield return new($"{File}max_calls_per_tool[{tool.Name}]", "tool_limits", [number], b => b.WithContract(number, c => c with { MaxCalls = null }));
        }

        if (contract.RateLimit?.MaxPerMinute is not null)
        {
            yield return new($"{file}: rate_limit.max_per_minute", "rate_limit", [number], b => b.WithContract(number, c => c with { RateLimit = c.RateLimit! with { MaxPerMinute = null } }));
        }

        if (contract.RateLimit?.MaxPerHour is not null)
        {
            yield return new($"{file}: rate_limit.max_per_hour", "rate_limit", [number], b => b.WithContract(number, c => c with { RateLimit = c.RateLimit! with { MaxPerHour = null } }));
        }

        if (contract.RateLimit?.MaxPerDay is not null)
        {
            yield return new($"{file}: rate_limit.max_per_day", "rate_limit", [number], b => b.WithContract(number, c => c with { RateLimit = c.RateLimit! with { MaxPerDay = null } }));
        }
    }
}
