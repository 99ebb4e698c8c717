namespace PolicyOs.Contracts.Diagnostics;

/// <summary>The known word that a misspelt one is nearest to.</summary>
internal static class NearMiss
{
    private const int MaxLength = 64;

    /// <summary>At most a third of the letters away (one for short words), the first of the nearest; null where nothing is near.</summary>
    internal static string? Of(string word, IEnumerable<string> known)
    {
        int allowed = Math.Max(1, word.Length / 3);
        string? best = null;
        foreach (string candidate in known)
        {
            if (word.Length <= MaxLength && candidate.Length <= MaxLength && Math.Abs(candidate.Length - word.Length) <= allowed
                && Distance(word, candidate) is var distance && distance <= allowed)
            {
                allowed = distance - 1;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>A <c>did you mean</c> line, or null.</summary>
    internal static string? Help(string word, IEnumerable<string> known) => Of(word, known) is { } meant ? $"did you mean `{meant}`?" : null;

    /// <summary>Optimal string alignment distance, letter case counting for nothing: `Teh` is one step from `the`.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[MaxLength + 1];
        Span<int> last = stackalloc int[MaxLength + 1];
        Span<int> row = stackalloc int[MaxLength + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                bool same = Same(a[i - 1], b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            last.CopyTo(before);
            row.CopyTo(last);
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
