using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 10: max_steps and max_tool_calls.</summary>
internal sealed class SessionLimitCheck : ICheck, IVisibilityCheck
{
    public int Row => 10;

    public string Name => "session_limits";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        tool is not null && (bundle.Session.Limits.MaxSteps is not null || bundle.Session.Limits.MaxToolCalls is not null);

    public Finding? Examine(CallContext call)
    {
        SessionLimits limits = call.Bundle.Session.Limits;
        if (limits.MaxSteps is { } steps && call.Session.Steps + (call.CountsStep ? 1 : 0) > steps)
        {
            return Finding.Deny(DecisionCode.SessionLimitExceeded, $"this session has used all of its {steps} steps (session_limits.max_steps); {call.Tool.Name} needs a new session")
                with { Path = "session_limits.max_steps", Expected = $"at most {steps}" };
        }

        return limits.MaxToolCalls is { } calls && call.Session.ToolCalls + 1 > calls
            ? Finding.Deny(DecisionCode.SessionLimitExceeded, $"this session has used all of its {calls} tool calls (session_limits.max_tool_calls); {call.Tool.Name} needs a new session")
                with { Path = "session_limits.max_tool_calls", Expected = $"at most {calls}" }
            : null;
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        SessionLimits limits = view.Plan.Bundle.Session.Limits;
        if (limits.NarrowAtMaxToolCalls && limits.MaxToolCalls is { } calls && view.Session.ToolCalls >= calls)
        {
            visible.Clear();
        }
    }
}
