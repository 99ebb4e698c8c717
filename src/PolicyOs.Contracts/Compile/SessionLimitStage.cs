using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Compile;

/// <summary>session_limits with agent_contract's guardrails folded in; the tighter wins.</summary>
internal sealed class SessionLimitStage : IStage
{
    public void Run(Compilation compilation)
    {
        SessionLimitsSyntax? s = compilation.Syntax.Session?.SessionLimits;
        GuardrailsSyntax? guardrails = compilation.Syntax.Agent?.Guardrails;
        compilation.Limits = new SessionLimits
        {
            MaxSteps = s?.MaxSteps?.Value,
            MaxToolCalls = Tighter(s?.MaxToolCalls?.Value, guardrails?.MaxToolCalls?.Value),
            NarrowAtMaxToolCalls = s?.MaxToolCallsMode?.Value ?? false,
            MaxCost = Tighter(s?.MaxCostPerSession?.Value, guardrails?.MaxCostPerSession?.Value),
            Loop = Loop(s?.LoopDetection, compilation.Report),
            Breaker = s?.CircuitBreaker is { } breaker ? new CircuitBreaker(breaker.ConsecutiveBlocks?.Value, breaker.ConsecutiveErrors?.Value) : null,
            PerPrincipal = s?.PerPrincipal is { } per ? new PrincipalLimits(per.MaxOpenSessions?.Value, per.MaxSessionsPerDay?.Value) : null,
        };
        if (s?.MaxToolCallsMode is { } mode && compilation.Limits.MaxToolCalls is null)
        {
            compilation.Report.Add(Codes.KeyWithoutEffect, s.KeyAt("max_tool_calls_mode"), "`max_tool_calls_mode` without `max_tool_calls`");
            _ = mode;
        }

        RequireSome(s?.CircuitBreaker, "consecutive_blocks or consecutive_errors", compilation.Report);
        RequireSome(s?.PerPrincipal, "max_open_sessions or max_sessions_per_day", compilation.Report);
        foreach (SyntaxMapEntry<Located<int>> entry in (s?.MaxCallsPerTool).OrAbsent())
        {
            compilation.Tools.Find(entry.Name);
        }
    }

    private static void RequireSome(SyntaxNode? block, string keys, DiagnosticBag report)
    {
        if (block is { Node.Entries.IsEmpty: true })
        {
            report.Add(Codes.EmptyBlock, block.At, $"the block is empty; give {keys}");
        }
    }

    private static LoopDetection? Loop(LoopDetectionSyntax? s, DiagnosticBag report)
    {
        if (s is not { Window: { } window, Threshold: { } threshold })
        {
            return null;
        }

        if (threshold.Value > window.Value)
        {
            report.Add(Codes.ThresholdAboveWindow, threshold.At, $"`threshold` {threshold.Value} is above `window` {window.Value}: it can never be reached");
        }

        return new LoopDetection(window.Value, threshold.Value);
    }

    private static int? Tighter(int? a, int? b) => a is null || b < a ? b ?? a : a;

    private static JsonNumber? Tighter(JsonNumber? a, JsonNumber? b) => a is null || b < a ? b ?? a : a;
}
