using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 10: max_calls_per_tool.</summary>
internal sealed class ToolLimitCheck : ICheck, IVisibilityCheck
{
    public int Row => 10;

    public string Name => "tool_limits";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { MaxCalls: not null };

    public Finding? Examine(CallContext call)
    {
        int limit = call.Contract.MaxCalls!.Value;
        return call.Session.CallCounts[call.ToolPlan.Counter] + 1 > limit
            ? Finding.Deny(DecisionCode.ToolLimitExceeded, $"{call.Tool.Name} may be called {limit} times a session (session_limits.max_calls_per_tool), and has been")
                with { Path = "session_limits.max_calls_per_tool", Expected = $"at most {limit}" }
            : null;
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        foreach (ToolPlan tool in view.Plan.LimitedTools)
        {
            if (view.Session.CallCounts[tool.Counter] >= tool.Contract!.MaxCalls!.Value)
            {
                visible[tool.Number / 64] &= ~(1UL << (tool.Number % 64));
            }
        }
    }
}
