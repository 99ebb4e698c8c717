using PolicyOs.Engine.Planning;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Checks;

/// <summary>What a tool list may know.</summary>
/// <param name="Plan">The planned bundle.</param>
/// <param name="Facts">The snapshot.</param>
internal readonly record struct VisibilityContext(BundlePlan Plan, Facts Facts)
{
    /// <summary>The session.</summary>
    public SessionState Session => Facts.Session;
}
