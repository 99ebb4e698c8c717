using System.Globalization;
using System.Text;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The <c>format</c> method of the strings extension: %s %d %f %e %b %o %x %X and %%.</summary>
internal static class TextFormat
{
    private const int DefaultPrecision = 6;

    /// <summary>A double has at most 1074 digits after its point.</summary>
    private const int MaxPrecision = 1_100;

    public static CelValue Format(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        ReadOnlySpan<char> format = arguments[0].AsString;
        var result = new StringBuilder();
        var values = new ElementCursor(arguments[1]);
        for (int used = 0; !format.IsEmpty;)
        {
            int percent = format.IndexOf('%');
            result.Append(percent < 0 ? format : format[..percent]);
            if (percent < 0)
            {
                break;
            }

            format = format[(percent + 1)..];
            if (format.StartsWith("%"))
            {
                result.Append('%');
                format = format[1..];
                continue;
            }

            if (!TryClause(ref format, out int precision, out char verb))
            {
                return CelValue.Fail("`%` starts no clause; one is %s, %d, %f, %e, %b, %o, %x, %X, with digits as in %.2f, or %%");
            }

            if (!values.MoveNext())
            {
                return CelValue.Fail($"index {used} out of range: the format takes more values than the list has");
            }

            used++;
            int before = result.Length;
            string? error = Append(result, verb, precision, values.Value, ref budget);
            if (error is not null)
            {
                return CelValue.Fail(error);
            }

            if (!budget.TryPayText((long)(result.Length - before) + precision))
            {
                return budget.Failure;
            }
        }

        return budget.Stopped is null ? CelValue.From(result.ToString()) : budget.Failure;
    }

    private static bool TryClause(ref ReadOnlySpan<char> format, out int precision, out char verb)
    {
        precision = DefaultPrecision;
        verb = '\0';
        if (format.StartsWith("."))
        {
            int end = format[1..].IndexOfAnyExceptInRange('0', '9');
            if (end is <= 0 or > 4)
            {
                return false;
            }

            precision = int.Parse(format.Slice(1, end), NumberStyles.None, CultureInfo.InvariantCulture);
            format = format[(end + 1)..];
        }

        if (format.IsEmpty || precision > MaxPrecision || !"sdfeboxX".Contains(format[0], StringComparison.Ordinal))
        {
            return false;
        }

        verb = format[0];
        format = format[1..];
        return true;
    }

    /// <summary>Writes one value; the reason why it cannot, otherwise null.</summary>
    private static string? Append(StringBuilder result, char verb, int precision, in CelValue value, ref CostBudget budget)
    {
        if (verb == 's')
        {
            return FormattedText.Append(result, value, ref budget, 0) ? null : "a value that `%s` cannot write";
        }

        string? text = verb switch
        {
            'd' => value.Kind == CelKind.Double && double.IsFinite(value.AsDouble) ? null : Whole(value, 10),
            'f' => Fraction(value, number => DecimalText.Fixed(number, precision)),
            'e' => Fraction(value, number => DecimalText.Scientific(number, precision)),
            'b' => value.Kind == CelKind.Bool ? (value.AsBool ? "1" : "0") : value.Kind == CelKind.Double ? null : Whole(value, 2),
            'o' => value.Kind == CelKind.Double ? null : Whole(value, 8),
            'x' => Hex(value, ref budget)?.ToLowerInvariant(),
            _ => Hex(value, ref budget),
        };
        if (text is null)
        {
            return $"`%{verb}` cannot write {RuntimeTypes.Word(value)}";
        }

        result.Append(text);
        return null;
    }

    private static string? Whole(in CelValue value, int radix) => value.Kind switch
    {
        CelKind.Int => Signed(value.AsInt, radix),
        CelKind.Uint => Digits(value.AsUint, radix),
        CelKind.Double => NumberText.Of(value.AsDouble),
        _ => null,
    };

    private static string? Fraction(in CelValue value, Func<CelValue, string> write) => value.Kind switch
    {
        CelKind.Double when !double.IsFinite(value.AsDouble) => NumberText.Of(value.AsDouble),
        CelKind.Double or CelKind.Int or CelKind.Uint => write(value),
        _ => null,
    };

    private static string? Hex(in CelValue value, ref CostBudget budget)
    {
        switch (value.Kind)
        {
            case CelKind.Int or CelKind.Uint:
                return Whole(value, 16);
            case CelKind.String when value.TryGetString(out string text):
                return budget.TryPayText(text.Length) ? Convert.ToHexString(Encoding.UTF8.GetBytes(text)) : "";
            case CelKind.Bytes:
                return budget.TryPayText(value.AsBytes.Length) ? Convert.ToHexString(value.AsBytes) : "";
            default:
                return null;
        }
    }

    private static string Signed(long number, int radix) =>
        number < 0 ? "-" + Digits(unchecked((ulong)-number), radix) : Digits((ulong)number, radix);

    private static string Digits(ulong number, int radix)
    {
        Span<char> buffer = stackalloc char[64];
        int start = buffer.Length;
        do
        {
            buffer[--start] = "0123456789ABCDEF"[(int)(number % (ulong)radix)];
            number /= (ulong)radix;
        }
        while (number > 0);

        return buffer[start..].ToString();
    }
}
