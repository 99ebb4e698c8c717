using System.Text;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>The strings extension. Positions count code points from zero.</summary>
internal static class StringFunctions
{
    private static readonly CelType Texts = CelType.ListOf(CelType.String);

    public static IEnumerable<Overload> All { get; } =
    [
        OnText("charAt", [CelType.Int], CelType.String, CharAt),
        OnText("indexOf", [CelType.String], CelType.Int, IndexOf),
        OnText("indexOf", [CelType.String, CelType.Int], CelType.Int, IndexOf),
        OnText("lastIndexOf", [CelType.String], CelType.Int, LastIndexOf),
        OnText("lastIndexOf", [CelType.String, CelType.Int], CelType.Int, LastIndexOf),
        OnText("lowerAscii", [], CelType.String, (ReadOnlySpan<CelValue> a, ref CostBudget _) => CelValue.From(Ascii(a[0].AsString, 'A', 'Z', 32))),
        OnText("upperAscii", [], CelType.String, (ReadOnlySpan<CelValue> a, ref CostBudget _) => CelValue.From(Ascii(a[0].AsString, 'a', 'z', -32))),
        OnText("replace", [CelType.String, CelType.String], CelType.String, TextSplitting.Replace),
        OnText("replace", [CelType.String, CelType.String, CelType.Int], CelType.String, TextSplitting.Replace),
        OnText("split", [CelType.String], Texts, TextSplitting.Split),
        OnText("split", [CelType.String, CelType.Int], Texts, TextSplitting.Split),
        OnText("substring", [CelType.Int], CelType.String, Substring),
        OnText("substring", [CelType.Int, CelType.Int], CelType.String, Substring),
        OnText("trim", [], CelType.String, (ReadOnlySpan<CelValue> a, ref CostBudget _) => CelValue.From(a[0].AsString.Trim())),
        OnText("reverse", [], CelType.String, Reverse),
        OnText("format", [CelType.ListOf(CelType.Dyn)], CelType.String, TextFormat.Format),
        Overload.Method("join", [Texts], CelType.String, Join),
        Overload.Method("join", [Texts, CelType.String], CelType.String, Join),
        Overload.Function("strings.quote", [CelType.String], CelType.String, Quote),
    ];

    /// <summary>A method of strings; what the body reads of the target is paid for here.</summary>
    private static Overload OnText(string name, CelType[] parameters, CelType result, FunctionBody body) =>
        Overload.Method(name, [CelType.String, .. parameters], result, (ReadOnlySpan<CelValue> arguments, ref CostBudget budget) =>
            budget.TryPayText(arguments[0].AsString.Length) ? body(arguments, ref budget) : budget.Failure);

    private static CelValue OutOfRange() => CelValue.Fail("index out of range");

    private static CelValue CharAt(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        long position = arguments[1].AsInt;
        int offset = position < 0 ? -1 : CodePoints.OffsetOf(text, position);
        return offset < 0
            ? OutOfRange()
            : CelValue.From(offset == text.Length ? "" : text.Substring(offset, CodePoints.Width(text, offset)));
    }

    private static CelValue IndexOf(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        long from = arguments.Length > 2 ? arguments[2].AsInt : 0;
        int offset = from < 0 ? -1 : CodePoints.OffsetOf(text, from);
        if (offset < 0)
        {
            return OutOfRange();
        }

        int found = text.IndexOf(arguments[1].AsString, offset, StringComparison.Ordinal);
        return CelValue.From(found < 0 ? -1 : CodePoints.PositionOf(text, found));
    }

    private static CelValue LastIndexOf(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        string part = arguments[1].AsString;
        int last = text.Length;
        if (arguments.Length > 2)
        {
            last = arguments[2].AsInt < 0 ? -1 : CodePoints.OffsetOf(text, arguments[2].AsInt);
            if (last < 0)
            {
                return OutOfRange();
            }
        }

        // What may still match reaches past the last start by the length of the part.
        int end = (int)Math.Min(text.Length, (long)last + part.Length);
        int found = text.AsSpan(0, end).LastIndexOf(part, StringComparison.Ordinal);
        return CelValue.From(found < 0 ? -1 : CodePoints.PositionOf(text, found));
    }

    private static CelValue Substring(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        long start = arguments[1].AsInt;
        int from = start < 0 ? -1 : CodePoints.OffsetOf(text, start);
        if (from < 0)
        {
            return OutOfRange();
        }

        if (arguments.Length == 2)
        {
            return CelValue.From(text[from..]);
        }

        long end = arguments[2].AsInt;
        if (end < start)
        {
            return CelValue.Fail("the substring ends before it starts");
        }

        int to = CodePoints.OffsetOf(text, end);
        return to < 0 ? OutOfRange() : CelValue.From(text[from..to]);
    }

    private static CelValue Reverse(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        var result = new char[text.Length];
        for (int offset = 0; offset < text.Length;)
        {
            int width = CodePoints.Width(text, offset);
            text.AsSpan(offset, width).CopyTo(result.AsSpan(text.Length - offset - width));
            offset += width;
        }

        return CelValue.From(new string(result));
    }

    private static CelValue Join(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string separator = arguments.Length > 1 ? arguments[1].AsString : "";
        var text = new StringBuilder();
        var elements = new ElementCursor(arguments[0]);
        for (bool first = true; elements.MoveNext(); first = false)
        {
            if (!elements.Value.TryGetString(out string part))
            {
                return CelValue.Fail($"`join` takes strings, found {RuntimeTypes.Word(elements.Value)}");
            }

            if (!budget.TryPayText((long)separator.Length + part.Length))
            {
                return budget.Failure;
            }

            text.Append(first ? "" : separator).Append(part);
        }

        return CelValue.From(text.ToString());
    }

    private static CelValue Quote(ReadOnlySpan<CelValue> arguments, ref CostBudget budget)
    {
        string text = arguments[0].AsString;
        if (!budget.TryPayText(text.Length))
        {
            return budget.Failure;
        }

        var result = new StringBuilder("\"", text.Length + 2);
        foreach (char unit in text)
        {
            string? escape = TextQuoting.Escape(unit);
            _ = escape is null ? result.Append(unit) : result.Append(escape);
        }

        return CelValue.From(result.Append('"').ToString());
    }

    private static string Ascii(string text, char first, char last, int shift) =>
        string.Create(text.Length, (text, first, last, shift), static (result, of) =>
        {
            for (int i = 0; i < result.Length; i++)
            {
                char unit = of.text[i];
                result[i] = unit >= of.first && unit <= of.last ? (char)(unit + of.shift) : unit;
            }
        });
}
