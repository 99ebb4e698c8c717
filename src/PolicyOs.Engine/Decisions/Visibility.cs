using System.Collections;

namespace PolicyOs.Engine.Decisions;

/// <summary>The set of visible tool numbers (spec 2.3); cheap to compare.</summary>
public sealed class Visibility : IEquatable<Visibility>, IEnumerable<int>
{
    private readonly ulong[] _bits;

    internal Visibility(ulong[] bits) => _bits = bits;

    /// <summary>How many tools are visible.</summary>
    public int Count => _bits.Sum(static word => System.Numerics.BitOperations.PopCount(word));

    /// <summary>Whether a tool is visible.</summary>
    public bool Contains(int tool) => tool >= 0 && tool / 64 < _bits.Length && (_bits[tool / 64] & (1UL << (tool % 64))) != 0;

    /// <inheritdoc/>
    public bool Equals(Visibility? other) => other is not null && _bits.AsSpan().SequenceEqual(other._bits);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Visibility);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (ulong word in _bits)
        {
            hash.Add(word);
        }

        return hash.ToHashCode();
    }

    /// <summary>The visible tool numbers, ascending.</summary>
    public IEnumerator<int> GetEnumerator()
    {
        for (int tool = 0; tool < _bits.Length * 64; tool++)
        {
            if (Contains(tool))
            {
                yield return tool;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
