namespace PolicyOs.Contracts.Model;

/// <summary>A set of phase numbers; the empty set stands for every phase.</summary>
public readonly record struct PhaseSet
{
    private readonly ulong[]? _bits;

    /// <summary>A set of the given numbers.</summary>
    public PhaseSet(IEnumerable<int> phases)
    {
        int[] numbers = [.. phases];
        if (numbers.Length == 0)
        {
            return;
        }

        _bits = new ulong[(numbers.Max() / 64) + 1];
        foreach (int n in numbers)
        {
            _bits[n / 64] |= 1UL << (n % 64);
        }
    }

    /// <summary>Whether it restricts nothing.</summary>
    public bool IsEvery => _bits is null;

    /// <summary>Whether <paramref name="phase"/> is in it, or it is every phase.</summary>
    public bool Contains(int phase) =>
        _bits is null || (phase >= 0 && phase / 64 < _bits.Length && (_bits[phase / 64] & (1UL << (phase % 64))) != 0);
}
