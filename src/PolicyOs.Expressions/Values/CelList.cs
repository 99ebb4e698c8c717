namespace PolicyOs.Expressions.Values;

/// <summary>A list that is not JSON. Immutable while an evaluation sees it.</summary>
public abstract class CelList
{
    /// <summary>The number of elements.</summary>
    public abstract int Count { get; }

    /// <summary>The element at a zero-based index below <see cref="Count"/>.</summary>
    public abstract CelValue this[int index] { get; }
}
