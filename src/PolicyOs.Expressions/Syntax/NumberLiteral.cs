using System.Globalization;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Syntax;

/// <summary>Number tokens as values (language definition, "Numeric Values").</summary>
internal static class NumberLiteral
{
    /// <summary>The value, with its sign; null when it does not fit its type. A double too small to tell from zero is zero.</summary>
    public static CelValue? Read(in Token token, bool negative)
    {
        string text = token.Text;
        if (token.Kind == TokenKind.Double)
        {
            double number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
            return double.IsFinite(number) ? CelValue.From(negative ? -number : number) : null;
        }

        ReadOnlySpan<char> digits = token.Kind == TokenKind.Uint ? text.AsSpan(0, text.Length - 1) : text;
        bool hex = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!ulong.TryParse(hex ? digits[2..] : digits, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture, out ulong magnitude))
        {
            return null;
        }

        if (token.Kind == TokenKind.Uint)
        {
            return CelValue.From(magnitude);
        }

        const ulong LowestMagnitude = 1UL << 63;
        if (negative)
        {
            return magnitude <= LowestMagnitude ? CelValue.From(unchecked(-(long)magnitude)) : null;
        }

        return magnitude < LowestMagnitude ? CelValue.From((long)magnitude) : null;
    }

    public static string TypeOf(in Token token) => token.Kind switch
    {
        TokenKind.Double => "double",
        TokenKind.Uint => "uint",
        _ => "int",
    };
}
