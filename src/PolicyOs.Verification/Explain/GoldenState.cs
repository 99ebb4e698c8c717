using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Verification.Explain;

/// <summary>The state in which a golden task, or a state file in its form, leaves a session.</summary>
public static class GoldenState
{
    /// <summary>The snapshot that the next call would be decided on.</summary>
    /// <param name="bundle">The contract.</param>
    /// <param name="task">Its given calls are committed and its steps carried out; what it expects is not looked at.</param>
    /// <param name="steps">How many of its steps are carried out.</param>
    public static Facts After(CompiledBundle bundle, GoldenTask task, int steps)
    {
        GoldenWorld world = new GoldenRunner(bundle).Start(task);
        for (int step = 0; step < steps; step++)
        {
            // The mismatches of what a step expects are the golden task's own business.
            foreach (GoldenMismatch _ in world.Act(step))
            {
            }
        }

        return world.Now;
    }

    /// <summary>A task that nothing happens in: a session just opened.</summary>
    /// <param name="principal">Who calls; null means the bundle's default principal, else the anonymous one.</param>
    /// <param name="purpose">What the session is for; null when not stated.</param>
    public static GoldenTask Empty(Principal? principal, string? purpose) => new()
    {
        Id = "empty",
        Kind = "state",
        Place = new(string.Empty, 0, 0),
        Principal = principal,
        Labels = [],
        Purpose = purpose,
        Environment = [],
        Given = [],
        Steps = [],
        Expect = null,
    };
}
