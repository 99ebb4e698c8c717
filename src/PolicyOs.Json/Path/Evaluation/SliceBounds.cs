using PolicyOs.Json.Path.Plan;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>Which indexes a slice covers (RFC 9535 section 2.3.4.2.2).</summary>
internal static class SliceBounds
{
    /// <summary>The smallest index covered, and the one after the largest.</summary>
    public static (long Lower, long Upper) Of(SelectorPlan.Slice slice, int length)
    {
        if (slice.Step >= 0)
        {
            return (Math.Clamp(FromStart(slice.Start ?? 0, length), 0, length), Math.Clamp(FromStart(slice.End ?? length, length), 0, length));
        }

        // Backwards the start is covered and the end is not; without an end even the first element is.
        long upper = Math.Clamp(FromStart(slice.Start ?? length - 1, length), -1, length - 1);
        long lower = slice.End is { } end ? Math.Clamp(FromStart(end, length), -1, length - 1) : -1;
        return (lower + 1, upper + 1);
    }

    private static long FromStart(long index, int length) => index >= 0 ? index : index + length;
}
