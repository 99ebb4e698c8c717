using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 1: the session is live.</summary>
internal sealed class SessionCheck : ICheck, IVisibilityCheck
{
    public int Row => 1;

    public string Name => "session";

    public bool IsEnforcedInEveryMode => true;

    public bool HidesInEveryMode => true;

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => true;

    public Finding? Examine(CallContext call) => Of(call.Session.Liveness);

    /// <summary>The finding on a session that serves no calls; null for a live one.</summary>
    public static Finding? Of(Liveness liveness) => liveness switch
    {
        Liveness.Live => null,
        Liveness.Killed => Finding.Deny(DecisionCode.SessionKilled, "this session was stopped by an operator; it takes no more calls until an operator releases it"),
        Liveness.Tripped => Finding.Deny(
            DecisionCode.CircuitBreakerTripped,
            "this session was stopped by its circuit breaker after too many denials or errors in a row; an operator has to look and release it"),
        _ => Finding.Deny(DecisionCode.SessionClosed, "this session is closed; open a new one"),
    };

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        bool isBreaker = view.Session.Liveness == Liveness.Tripped;
        if (view.Session.Liveness != Liveness.Live && (!isBreaker || view.Facts.Mode == EnforcementMode.Enforce))
        {
            visible.Clear();
        }
    }
}
