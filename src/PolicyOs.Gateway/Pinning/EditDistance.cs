namespace PolicyOs.Gateway.Pinning;

/// <summary>Levenshtein's distance, as far as it matters here.</summary>
internal static class EditDistance
{
    private const int Limit = 2;

    /// <summary>Whether at most two insertions, deletions or replacements of a character, case aside, make one name of the other.</summary>
    public static bool IsWithinTwo(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (Math.Abs(one.Length - other.Length) > Limit || one.Length > 256)
        {
            return false;
        }

        Span<int> row = stackalloc int[other.Length + 1];
        for (int j = 0; j <= other.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= one.Length; i++)
        {
            (int diagonal, row[0]) = (row[0], i);
            int best = row[0];
            for (int j = 1; j <= other.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
                best = Math.Min(best, row[j]);
            }

            if (best > Limit)
            {
                return false;
            }
        }

        return row[^1] <= Limit;
    }
}
