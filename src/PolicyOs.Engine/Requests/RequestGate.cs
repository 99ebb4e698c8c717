using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Requests;

/// <summary>
/// Whether a request that is no tool call may go on (spec 3.1): the session is live, a step is left, and the principal has the permissions.
/// </summary>
public static class RequestGate
{
    /// <summary>Examines one request.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="facts">The snapshot.</param>
    /// <param name="requiredPermissions">All required.</param>
    /// <param name="target">The rule of the contract that the request matched, for the message.</param>
    /// <returns>Null when it may go on.</returns>
    public static RequestFinding? Examine(CompiledBundle bundle, Facts facts, ImmutableArray<string> requiredPermissions, string target)
    {
        if (SessionCheck.Of(facts.Session.Liveness) is { } dead)
        {
            return new(dead.Code!, dead.Message);
        }

        if (facts.Mode != EnforcementMode.Enforce)
        {
            return null;
        }

        if (bundle.Session.Limits.MaxSteps is { } steps && facts.Session.Steps >= steps)
        {
            return new(DecisionCode.SessionLimitExceeded, $"this session has used all of its {steps} steps (session_limits.max_steps)");
        }

        return PermissionCheck.FirstMissing(bundle, requiredPermissions, facts.Principal) is { } missing
            ? new(DecisionCode.PermissionDenied, $"{target} needs the permission `{missing}`, which neither the principal nor any of its roles has")
            : null;
    }
}
