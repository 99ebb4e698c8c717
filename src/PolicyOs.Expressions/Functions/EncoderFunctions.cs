using System.Buffers;
using System.Buffers.Text;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The encoders extension: base64 of RFC 4648, with padding that may be missing when reading.</summary>
internal static class EncoderFunctions
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");

    public static IEnumerable<Overload> All { get; } =
    [
        Overload.Function("base64.encode", [CelType.Bytes], CelType.String, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
            budget.TryPayText(arguments[0].AsBytes.LongLength * 2) ? CelValue.From(Convert.ToBase64String(arguments[0].AsBytes)) : budget.Failure),
        Overload.Function("base64.decode", [CelType.String], CelType.Bytes, Decode),
    ];

    private static CelValue Decode(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        if (!budget.TryPayText(text.Length))
        {
            return budget.Failure;
        }

        string digits = text.TrimEnd('=');
        int padding = (4 - (digits.Length % 4)) % 4;
        bool padded = text.Length > digits.Length;
        string complete = digits + new string('=', padding % 3 == 0 ? 0 : padding);
        if (digits.AsSpan().ContainsAnyExcept(Alphabet) || padding == 3 || (padded && text.Length != complete.Length)
            || !Base64.IsValid(complete))
        {
            return CelValue.Fail("the string is no base64");
        }

        return CelValue.From(Convert.FromBase64String(complete));
    }
}
