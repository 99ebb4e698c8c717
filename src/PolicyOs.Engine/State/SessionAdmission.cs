using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.State;

/// <summary>Whether a principal may open another session (spec 1.5 per_principal, 3.3).</summary>
public static class SessionAdmission
{
    /// <summary>Why not, with the message for the client; null when it may.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="tenant">The fold of the principal's tenant.</param>
    /// <param name="principalId">The principal.</param>
    /// <param name="now">Now.</param>
    public static (DecisionCode Code, string Message)? WhyNot(CompiledBundle bundle, TenantState tenant, string principalId, DateTimeOffset now)
    {
        PrincipalRecord record = tenant.Principals.TryGet(principalId, out PrincipalRecord known) ? known : PrincipalRecord.Empty;
        if (!record.Killed.IsEmpty)
        {
            return (DecisionCode.SessionKilled, "an operator has stopped a session of this principal; no new one opens until it is released");
        }

        if (bundle.Session.Limits.PerPrincipal is not { } limits)
        {
            return null;
        }

        if (limits.MaxOpenSessions is { } open && record.Open.Length >= open)
        {
            return (DecisionCode.SessionLimitExceeded, $"this principal has {open} sessions open already (per_principal.max_open_sessions); close one first");
        }

        return limits.MaxSessionsPerDay is { } day && record.Started.Count(t => t > now.UtcTicks - TimeSpan.TicksPerDay) >= day
            ? (DecisionCode.SessionLimitExceeded, $"this principal has opened {day} sessions within a day already (per_principal.max_sessions_per_day)")
            : null;
    }
}
