using PolicyOs.Engine.Decisions;

namespace PolicyOs.Gateway.Upstream;

/// <summary>Why calls cannot go to a server.</summary>
/// <param name="Code">UPSTREAM_UNAVAILABLE, or UPSTREAM_UNAUTHORIZED when it refused the gateway's credential.</param>
/// <param name="Why">For people.</param>
internal sealed record Unavailability(DecisionCode Code, string Why)
{
    /// <summary>It is not there.</summary>
    public Unavailability(string why)
        : this(DecisionCode.UpstreamUnavailable, why)
    {
    }
}
