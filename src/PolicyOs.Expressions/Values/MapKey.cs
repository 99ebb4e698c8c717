namespace PolicyOs.Expressions.Values;

/// <summary>A key in the one form in which equal keys are equal: 1, 1u and 1.0 are the same key (language definition, "Equality").</summary>
internal readonly record struct MapKey(MapKey.Family Of, long Number, string? Text)
{
    internal enum Family : byte
    {
        Bool,
        Signed,
        AboveSigned,
        Text,
    }

    /// <summary>The key form of a value; false for a double with a fraction, and for kinds that are no keys.</summary>
    public static bool TryFrom(in CelValue value, out MapKey key)
    {
        switch (value.Kind)
        {
            case CelKind.Bool:
                key = new MapKey(Family.Bool, value.AsBool ? 1 : 0, null);
                return true;
            case CelKind.Int:
                key = new MapKey(Family.Signed, value.AsInt, null);
                return true;
            case CelKind.Uint:
                key = FromUnsigned(value.AsUint);
                return true;
            case CelKind.Double:
                return TryFromDouble(value.AsDouble, out key);
            case CelKind.String when value.TryGetString(out string text):
                key = new MapKey(Family.Text, 0, text);
                return true;
            default:
                key = default;
                return false;
        }
    }

    private static MapKey FromUnsigned(ulong number) =>
        number <= long.MaxValue ? new MapKey(Family.Signed, (long)number, null) : new MapKey(Family.AboveSigned, unchecked((long)number), null);

    private static bool TryFromDouble(double number, out MapKey key)
    {
        if (Numbers.TryToInt(number, out long signed))
        {
            key = new MapKey(Family.Signed, signed, null);
            return true;
        }

        if (Numbers.TryToUint(number, out ulong unsigned))
        {
            key = FromUnsigned(unsigned);
            return true;
        }

        key = default;
        return false;
    }
}
