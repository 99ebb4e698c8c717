namespace PolicyOs.Expressions.Values;

/// <summary>A list whose elements lie in an array that nobody changes any more.</summary>
internal sealed class ArrayList(CelValue[] items, int count) : CelList
{
    public ArrayList(CelValue[] items)
        : this(items, items.Length)
    {
    }

    public override int Count => count;

    public override CelValue this[int index] => items[index];

    internal ReadOnlySpan<CelValue> Span => items.AsSpan(0, count);
}
