namespace PolicyOs.Contracts.Source;

/// <summary>Work on many things that know nothing of each other, on all processors at once. What it leaves is the same as one after the other.</summary>
internal static class AllProcessors
{
    /// <summary>Does <paramref name="work"/> for every number below <paramref name="count"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="isMuch">Whether it is worth starting other threads, which takes some milliseconds in a new process.</param>
    /// <param name="work">Safe for several threads, each with a number of its own.</param>
    internal static void For(int count, bool isMuch, Action<int> work)
    {
        if (isMuch)
        {
            Parallel.For(0, count, work);
            return;
        }

        for (int n = 0; n < count; n++)
        {
            work(n);
        }
    }
}
