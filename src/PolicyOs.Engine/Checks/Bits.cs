namespace PolicyOs.Engine.Checks;

/// <summary>Whole-set operations on bits of tool numbers.</summary>
internal static class Bits
{
    public static void And(Span<ulong> target, ReadOnlySpan<ulong> mask)
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] &= i < mask.Length ? mask[i] : 0;
        }
    }

    public static void AndNot(Span<ulong> target, ReadOnlySpan<ulong> mask)
    {
        for (int i = 0; i < target.Length && i < mask.Length; i++)
        {
            target[i] &= ~mask[i];
        }
    }
}
