using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Rows of theories that belong to long runs; in a short one each is skipped and says so.</summary>
internal static class LongRows
{
    /// <summary>Makes all rows long but the first.</summary>
    public static TRows LongAfter<TRows>(this TRows rows, int first)
        where TRows : IEnumerable<TheoryDataRowBase> => rows.LongWhere((_, i) => i >= first);

    /// <summary>Makes rows long.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="isLong">Which, by the row and its place.</param>
    public static TRows LongWhere<TRows>(this TRows rows, Func<TheoryDataRowBase, int, bool> isLong)
        where TRows : IEnumerable<TheoryDataRowBase>
    {
        foreach (TheoryDataRowBase row in LongRuns.Included ? [] : rows.Where(isLong))
        {
            row.Skip = LongRuns.Reason;
        }

        return rows;
    }
}
