using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Names of values as they appear in messages.</summary>
public static class WireNames
{
    /// <summary>agent_can_retry · human_review_required · do_not_retry.</summary>
    public static string ToWire(this Recoverability recoverability) => recoverability switch
    {
        Recoverability.AgentCanRetry => "agent_can_retry",
        Recoverability.HumanReviewRequired => "human_review_required",
        _ => "do_not_retry",
    };

    /// <summary>read · write · destructive · admin · financial.</summary>
    public static string ToWire(this SideEffect sideEffect) => sideEffect switch
    {
        SideEffect.Read => "read",
        SideEffect.Write => "write",
        SideEffect.Destructive => "destructive",
        SideEffect.Admin => "admin",
        _ => "financial",
    };

    /// <summary>verified · acknowledged · dispatched · none.</summary>
    public static string ToWire(this Evidence evidence) => evidence switch
    {
        Evidence.Verified => "verified",
        Evidence.Acknowledged => "acknowledged",
        Evidence.Dispatched => "dispatched",
        _ => "none",
    };

    /// <summary>untrusted_user_content · trusted_system · trusted_policy · vendor_content.</summary>
    public static string ToWire(this TrustLevel trust) => trust switch
    {
        TrustLevel.TrustedSystem => "trusted_system",
        TrustLevel.TrustedPolicy => "trusted_policy",
        TrustLevel.VendorContent => "vendor_content",
        _ => "untrusted_user_content",
    };
}
