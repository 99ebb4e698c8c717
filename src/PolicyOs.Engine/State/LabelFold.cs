using System.Collections.Immutable;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.State;

/// <summary>Adds labels; nothing takes them away.</summary>
internal static class LabelFold
{
    public static SessionState AddNames(BundlePlan plan, SessionState state, ImmutableArray<string> names)
    {
        if (names.IsEmpty)
        {
            return state;
        }

        ImmutableArray<string> known = plan.Bundle.Labels;
        return state with
        {
            Labels = BitSet.With(state.Labels, [.. names.Select(name => known.IndexOf(name)).Where(static n => n >= 0)]),
            ForeignLabels = [.. state.ForeignLabels.Union(names.Where(name => !known.Contains(name)))],
        };
    }
}
