using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 10: max_cost_per_session.</summary>
internal sealed class CostCheck : ICheck
{
    public int Row => 10;

    public string Name => "cost";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { Cost: not null } && bundle.Session.Limits.MaxCost is not null;

    public Finding? Examine(CallContext call)
    {
        JsonNumber limit = call.Bundle.Session.Limits.MaxCost!.Value;
        JsonNumber total = call.Session.Cost.Add(call.ToolPlan.ReservedCost);
        return total > limit
            ? Finding.Deny(
                DecisionCode.CostLimitExceeded,
                $"{call.Tool.Name} costs {call.ToolPlan.ReservedCost} USD, and the session has {limit.Subtract(call.Session.Cost)} of its {limit} USD left (max_cost_per_session)")
                with { Path = "session_limits.max_cost_per_session", Expected = $"at most {limit}", Actual = total.ToString() }
            : null;
    }
}
