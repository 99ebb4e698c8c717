namespace PolicyOs.Expressions.Values;

/// <summary>The order of values that have one (language definition, "Ordering").</summary>
internal static class ValueOrder
{
    public static bool IsNumber(CelKind kind) => kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    /// <summary>Whether there is an overload for values of these kinds. Numbers compare across their types.</summary>
    public static bool HasOrder(CelKind left, CelKind right) =>
        (IsNumber(left) && IsNumber(right))
        || (left == right && left is CelKind.Bool or CelKind.String or CelKind.Bytes or CelKind.Timestamp or CelKind.Duration);

    /// <summary>The order of two values that have one; null when one is NaN, or is text that is no well-formed Unicode.</summary>
    public static int? Compare(in CelValue left, in CelValue right) => left.Kind switch
    {
        CelKind.Bool => left.AsBool.CompareTo(right.AsBool),
        CelKind.String => left.TryGetString(out string a) && right.TryGetString(out string b) ? CompareText(a, b) : null,
        CelKind.Bytes => left.AsBytes.AsSpan().SequenceCompareTo(right.AsBytes),
        CelKind.Timestamp => (left.Seconds, left.Nanoseconds).CompareTo((right.Seconds, right.Nanoseconds)),
        CelKind.Duration => left.DurationNanoseconds.CompareTo(right.DurationNanoseconds),
        _ => Numbers.Compare(left, right),
    };

    /// <summary>By code points: in UTF-16 order the surrogates would come before U+E000.</summary>
    private static int CompareText(string left, string right)
    {
        int same = left.AsSpan().CommonPrefixLength(right);
        return same == left.Length || same == right.Length
            ? left.Length.CompareTo(right.Length)
            : CodePointRank(left[same]).CompareTo(CodePointRank(right[same]));
    }

    private static int CodePointRank(char unit) => char.IsSurrogate(unit) ? unit + 0x2000 : unit >= '\uE000' ? unit - 0x800 : unit;
}
