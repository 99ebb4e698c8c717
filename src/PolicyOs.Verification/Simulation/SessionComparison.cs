using System.Collections.Immutable;

namespace PolicyOs.Verification.Simulation;

/// <summary>One recorded session beside what it would have been by the other bundle.</summary>
/// <param name="Session">Its id.</param>
/// <param name="Principal">Whose it was.</param>
/// <param name="Before">Where it ended: phase and liveness.</param>
/// <param name="After">Where it would end; null when that cannot be said.</param>
/// <param name="Undetermined">Why not; null when it can.</param>
/// <param name="Calls">Its calls, in the order in which they were first decided.</param>
public sealed record SessionComparison(
    string Session, string Principal, string Before, string? After, string? Undetermined, ImmutableArray<CallComparison> Calls)
{
    /// <summary>Whether it would end elsewhere.</summary>
    public bool EndsElsewhere => After is not null && After != Before;

    /// <summary>The first call that differs; null when none does.</summary>
    public CallComparison? FirstDivergence => Calls.FirstOrDefault(static call => call.IsFirstDivergence);
}
