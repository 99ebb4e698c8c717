using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Reloading;

/// <summary>What came of a change to the bundle's files while a gateway serves it (spec 3.12).</summary>
public abstract record BundleOffer
{
    private BundleOffer()
    {
    }

    /// <summary>A bundle that may be served to sessions from now on.</summary>
    /// <param name="Bundle">Compiled anew, whole.</param>
    /// <param name="Mode">Its mode or a tighter one.</param>
    public sealed record Changed(CompiledBundle Bundle, EnforcementMode Mode) : BundleOffer;

    /// <summary>A change that is not served.</summary>
    /// <param name="Why">For people.</param>
    public sealed record Refused(string Why) : BundleOffer;
}
