using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A limit that another one makes meaningless.</summary>
internal sealed class LimitConflict : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        SessionLimits limits = graph.Compilation.Limits!;
        if (graph.Compilation.Syntax.Session?.SessionLimits is { } s)
        {
            Exceeds(s.MaxToolCalls, "max_tool_calls", limits.MaxSteps, "max_steps", findings);
            Exceeds(s.LoopDetection?.Threshold, "loop_detection.threshold", limits.MaxSteps, "max_steps", findings);
            Exceeds(s.CircuitBreaker?.ConsecutiveBlocks, "circuit_breaker.consecutive_blocks", limits.MaxSteps, "max_steps", findings);
            Exceeds(s.CircuitBreaker?.ConsecutiveErrors, "circuit_breaker.consecutive_errors", limits.MaxToolCalls, "max_tool_calls", findings);
            foreach (SyntaxMapEntry<Located<int>> entry in s.MaxCallsPerTool)
            {
                Exceeds(entry.Value, $"max_calls_per_tool.{entry.Name.Value}", limits.MaxToolCalls, "max_tool_calls", findings, entry.Name.Value);
            }
        }

        foreach (ToolDraft tool in graph.Allowed)
        {
            RateLimitSyntax? rate = tool.Syntax!.RateLimit;
            Exceeds(rate?.MaxPerMinute, "max_per_minute", rate?.MaxPerHour?.Value ?? rate?.MaxPerDay?.Value, "the longer window's limit", findings, tool.Name);
            Exceeds(rate?.MaxPerHour, "max_per_hour", rate?.MaxPerDay?.Value, "max_per_day", findings, tool.Name);
        }
    }

    private static void Exceeds(Located<int>? value, string name, int? limit, string limitName, FindingSink findings, string subject = "")
    {
        if (value is not null && value.Value > limit)
        {
            findings.Add(Codes.LimitConflict, subject, value.At, $"`{name}` {value.Value} is never reached: {limitName} is {limit}");
        }
    }
}
