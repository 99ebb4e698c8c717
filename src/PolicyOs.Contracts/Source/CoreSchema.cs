using System.Globalization;
using System.Numerics;

namespace PolicyOs.Contracts.Source;

/// <summary>Resolves plain scalars by the core schema (YAML 1.2.2, section 10.3.2). Numbers keep their digits.</summary>
internal static class CoreSchema
{
    /// <summary>The kind of a plain scalar, and its text as JSON writes it.</summary>
    internal static (ScalarKind Kind, string Text) Resolve(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => (ScalarKind.Null, "null"),
        "true" or "True" or "TRUE" => (ScalarKind.Boolean, "true"),
        "false" or "False" or "FALSE" => (ScalarKind.Boolean, "false"),
        ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN" =>
            (ScalarKind.NotFinite, text),
        _ when text[0] is (>= '0' and <= '9') or '-' or '+' or '.' => ResolveNumber(text),
        _ => (ScalarKind.String, text),
    };

    private static (ScalarKind Kind, string Text) ResolveNumber(string text)
    {
        if (text.Length > 2 && text[0] == '0' && text[1] is 'x' or 'o')
        {
            return text[1] == 'x' ? Hexadecimal(text) : Octal(text);
        }

        int i = text[0] is '-' or '+' ? 1 : 0;
        int whole = CountDigits(text, i);
        int end = i + whole;
        int fraction = 0;
        bool dotted = end < text.Length && text[end] == '.';
        if (dotted)
        {
            fraction = CountDigits(text, end + 1);
            end += 1 + fraction;
        }

        if (whole + fraction == 0)
        {
            return (ScalarKind.String, text);
        }

        ReadOnlySpan<char> exponent = text.AsSpan(end);
        if (!exponent.IsEmpty && !IsExponent(exponent))
        {
            return (ScalarKind.String, text);
        }

        // JSON has no leading plus, no leading zeros, no bare dot; the digits themselves stay as written.
        ReadOnlySpan<char> integral = text.AsSpan(i, whole).TrimStart('0');
        string json = string.Concat(
            text[0] == '-' ? "-" : string.Empty,
            integral.IsEmpty ? "0" : integral,
            fraction > 0 ? text.AsSpan(i + whole, 1 + fraction) : default,
            exponent);
        return (dotted || !exponent.IsEmpty ? ScalarKind.Float : ScalarKind.Integer, json);
    }

    private static int CountDigits(string text, int from)
    {
        int i = from;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
        }

        return i - from;
    }

    private static bool IsExponent(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('e' or 'E'))
        {
            return false;
        }

        ReadOnlySpan<char> digits = text[1..];
        if (!digits.IsEmpty && digits[0] is '+' or '-')
        {
            digits = digits[1..];
        }

        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
    }

    private static (ScalarKind Kind, string Text) Hexadecimal(string text) =>
        BigInteger.TryParse("0" + text[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out BigInteger value)
            ? (ScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture))
            : (ScalarKind.String, text);

    private static (ScalarKind Kind, string Text) Octal(string text)
    {
        BigInteger value = 0;
        foreach (char digit in text.AsSpan(2))
        {
            if (digit is < '0' or > '7')
            {
                return (ScalarKind.String, text);
            }

            value = (value * 8) + (digit - '0');
        }

        return (ScalarKind.Integer, value.ToString(CultureInfo.InvariantCulture));
    }
}
