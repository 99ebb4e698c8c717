using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace PolicyOs.Engine.State;

/// <summary>Sets of small numbers as immutable words; a set that holds nothing takes no memory.</summary>
internal static class BitSet
{
    public static bool Contains(ImmutableArray<ulong> set, int number) =>
        number / 64 < set.Length && (set[number / 64] & (1UL << (number % 64))) != 0;

    public static ImmutableArray<ulong> With(ImmutableArray<ulong> set, ImmutableArray<int> numbers)
    {
        ulong[]? copy = null;
        foreach (int number in numbers)
        {
            if (Contains(copy is null ? set : ImmutableCollectionsMarshal.AsImmutableArray(copy), number))
            {
                continue;
            }

            int words = Math.Max((number / 64) + 1, (copy?.Length) ?? set.Length);
            if (copy is null || copy.Length < words)
            {
                ulong[] grown = new ulong[words];
                (copy is null ? set.AsSpan() : copy).CopyTo(grown);
                copy = grown;
            }

            copy[number / 64] |= 1UL << (number % 64);
        }

        return copy is null ? set : ImmutableCollectionsMarshal.AsImmutableArray(copy);
    }

    public static ulong[] Of(int capacity, IEnumerable<int> numbers)
    {
        ulong[] words = new ulong[(capacity + 63) / 64];
        foreach (int number in numbers)
        {
            words[number / 64] |= 1UL << (number % 64);
        }

        return words;
    }
}
