namespace PolicyOs.Expressions.Values;

/// <summary>
/// A map that is not JSON: built by an expression, or the host's own view of live state. Immutable while an evaluation sees it; keys are
/// unique, of kind Bool, Int, Uint or String, and in the same order every time.
/// </summary>
public abstract class CelMap
{
    /// <summary>The number of entries.</summary>
    public abstract int Count { get; }

    /// <summary>The key at a zero-based position below <see cref="Count"/>.</summary>
    public abstract CelValue KeyAt(int position);

    /// <summary>The value under a string key, without making a <see cref="CelValue"/> of the key.</summary>
    public abstract bool TryGetField(string name, out CelValue value);

    /// <summary>The value under any key; numbers are equal across int, uint and double. False also for a key no map can have.</summary>
    public abstract bool TryGetValue(in CelValue key, out CelValue value);
}
