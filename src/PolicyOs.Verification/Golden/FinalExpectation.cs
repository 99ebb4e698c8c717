using PolicyOs.Contracts.Model;
using PolicyOs.Engine.State;

namespace PolicyOs.Verification.Golden;

/// <summary>What must hold at the end of a task.</summary>
internal static class FinalExpectation
{
    /// <summary>Every expectation that does not hold.</summary>
    public static IEnumerable<GoldenMismatch> Check(
        CompiledBundle bundle, SessionState session, IEnumerable<int> visible, IReadOnlyList<string> seen, GoldenTask task, GoldenTaskExpect expect)
    {
        if (expect.FinalPhase >= 0 && expect.FinalPhase != session.Phase)
        {
            yield return Mismatch(task, "final_phase", bundle.Session.Phases[expect.FinalPhase].Name, PhaseName(bundle, session.Phase));
        }

        if (expect.VisibleTools is { } tools && !visible.Order().SequenceEqual(tools.Order()))
        {
            yield return Mismatch(task, "visible_tools", Names(tools.Select(tool => bundle.Tools[tool].Name)), Names(visible.Select(tool => bundle.Tools[tool].Name)));
        }

        if (expect.Labels is { } labels && !session.LabelNames(bundle).ToHashSet(StringComparer.Ordinal).SetEquals(labels))
        {
            yield return Mismatch(task, "labels", Names(labels), Names(session.LabelNames(bundle)));
        }

        if (expect.MaxCost is { } cost && session.Cost.CompareTo(cost) > 0)
        {
            yield return Mismatch(task, "max_cost", cost.ToString(), session.Cost.ToString());
        }

        if (expect.Events is { } events && !seen.SequenceEqual(events))
        {
            yield return Mismatch(task, "events", string.Join(", ", events), string.Join(", ", seen));
        }
    }

    /// <summary>A phase by name; a dash without phases.</summary>
    public static string PhaseName(CompiledBundle bundle, int phase) => phase < 0 ? "-" : bundle.Session.Phases[phase].Name;

    private static GoldenMismatch Mismatch(GoldenTask task, string what, string expected, string actual) =>
        new(task.Place, 0, what, expected, actual, null, []);

    private static string Names(IEnumerable<string> names) => "[" + string.Join(", ", names.Order(StringComparer.Ordinal)) + "]";
}
