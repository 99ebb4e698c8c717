using System.Globalization;
using System.Text;
using System.Text.Unicode;
using PolicyOs.Expressions.Checking;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>Type conversions (language definition, "Standard Environment"); whatever the target cannot hold is an error.</summary>
internal static class ConversionFunctions
{
    private const double TwoTo63 = 9223372036854775808.0;
    private const double TwoTo64 = 18446744073709551616.0;

    public static IEnumerable<Overload> All { get; } =
    [
        To("bool", CelType.Bool, CelType.Bool, value => value),
        To("bool", CelType.String, CelType.Bool, value => ToBool(value.AsString)),
        To("int", CelType.Int, CelType.Int, value => value),
        To("int", CelType.Uint, CelType.Int, value => value.AsUint <= long.MaxValue ? CelValue.From((long)value.AsUint) : OutOfRange("int")),
        To("int", CelType.Double, CelType.Int, value => Math.Abs(value.AsDouble) < TwoTo63 ? CelValue.From((long)value.AsDouble) : OutOfRange("int")),
        To("int", CelType.String, CelType.Int, value => ToInt(value.AsString)),
        To("int", CelType.Timestamp, CelType.Int, value => CelValue.From(value.Seconds)),
        To("uint", CelType.Uint, CelType.Uint, value => value),
        To("uint", CelType.Int, CelType.Uint, value => value.AsInt >= 0 ? CelValue.From((ulong)value.AsInt) : OutOfRange("uint")),
        To("uint", CelType.Double, CelType.Uint, value => value.AsDouble is >= 0 and < TwoTo64 ? CelValue.From((ulong)value.AsDouble) : OutOfRange("uint")),
        To("uint", CelType.String, CelType.Uint, value => ToUint(value.AsString)),
        To("double", CelType.Double, CelType.Double, value => value),
        To("double", CelType.Int, CelType.Double, value => CelValue.From((double)value.AsInt)),
        To("double", CelType.Uint, CelType.Double, value => CelValue.From((double)value.AsUint)),
        To("double", CelType.String, CelType.Double, value => ToDouble(value.AsString)),
        To("bytes", CelType.Bytes, CelType.Bytes, value => value),
        To("bytes", CelType.String, CelType.Bytes, value => CelValue.From(Encoding.UTF8.GetBytes(value.AsString))),
        To("string", CelType.String, CelType.String, value => value),
        To("string", CelType.Bool, CelType.String, value => CelValue.From(value.AsBool ? "true" : "false")),
        To("string", CelType.Int, CelType.String, value => CelValue.From(value.AsInt.ToString(CultureInfo.InvariantCulture))),
        To("string", CelType.Uint, CelType.String, value => CelValue.From(value.AsUint.ToString(CultureInfo.InvariantCulture))),
        To("string", CelType.Double, CelType.String, value => CelValue.From(NumberText.Of(value.AsDouble))),
        To("string", CelType.Bytes, CelType.String, value => ToText(value.AsBytes)),
        To("string", CelType.Timestamp, CelType.String, value => CelValue.From(TimeText.Timestamp(value.Seconds, value.Nanoseconds))),
        To("string", CelType.Duration, CelType.String, value => CelValue.From(TimeText.Duration(value.DurationNanoseconds))),
        To("string", TypeNames.IpAddress, CelType.String, value => CelValue.From(value.AsIpAddress.ToString())),
        To("string", TypeNames.IpNetwork, CelType.String, value => CelValue.From(value.AsIpNetwork.ToString())),
        To("timestamp", CelType.Timestamp, CelType.Timestamp, value => value),
        To("timestamp", CelType.Int, CelType.Timestamp, value => TimeArithmetic.Timestamp(value.AsInt, 0)),
        To("timestamp", CelType.String, CelType.Timestamp, value => TimeParsing.Timestamp(value.AsString)),
        To("duration", CelType.Duration, CelType.Duration, value => value),
        To("duration", CelType.String, CelType.Duration, value => TimeParsing.Duration(value.AsString)),
    ];

    private static Overload To(string name, CelType from, CelType to, Func<CelValue, CelValue> convert) =>
        Overload.Function(name, [from], to, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
        {
            long length = arguments[0].Kind switch
            {
                CelKind.String => arguments[0].AsString.Length,
                CelKind.Bytes => arguments[0].AsBytes.Length,
                _ => 0,
            };
            return budget.TryPayText(length) ? convert(arguments[0]) : budget.Failure;
        });

    private static CelValue OutOfRange(string type) => CelValue.Fail($"the number is out of the range of {type}");

    private static CelValue NotA(string type) => CelValue.Fail($"the string cannot be read as {type}");

    private static CelValue ToBool(string text) => text switch
    {
        "1" or "t" or "true" or "TRUE" or "True" => CelValue.From(true),
        "0" or "f" or "false" or "FALSE" or "False" => CelValue.From(false),
        _ => NotA("bool"),
    };

    private static CelValue ToInt(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? CelValue.From(number) : NotA("int");

    private static CelValue ToUint(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? CelValue.From(number) : NotA("uint");

    private static CelValue ToDouble(string text)
    {
        const NumberStyles Styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        // The parser forgives space around the words NaN and Infinity.
        if (text.AsSpan().Trim().Length != text.Length || !double.TryParse(text, Styles, CultureInfo.InvariantCulture, out double number))
        {
            return NotA("double");
        }

        // Digits that come out infinite were too large; the word Infinity means it.
        return double.IsFinite(number) || !text.AsSpan().ContainsAnyInRange('0', '9') ? CelValue.From(number) : OutOfRange("double");
    }

    private static CelValue ToText(byte[] octets) =>
        Utf8.IsValid(octets) ? CelValue.From(Encoding.UTF8.GetString(octets)) : CelValue.Fail("the bytes are no well-formed UTF-8");
}
