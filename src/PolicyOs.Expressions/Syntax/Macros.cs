using System.Globalization;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Syntax;

/// <summary>Recognizes calls that are macros by name, call style and number of arguments; all other calls stay what they are.</summary>
internal static class Macros
{
    private const string IndexPrefix = "@index";
    private const string IteratorPrefix = "@it:";

    public static Expr Expand(Expr.Call call, Parser parser)
    {
        if (call.Target is null)
        {
            return call is { Function: "has", Arguments.Length: 1, Rooted: false } ? Has(call, parser) : call;
        }

        return call.Target switch
        {
            Expr.Identifier { Name: "cel", Rooted: false } => OfCel(call, parser),
            Expr.Identifier { Name: "math", Rooted: false } => OfMath(call, parser),
            _ => OnValue(call, call.Target, parser),
        };
    }

    /// <summary>The name that <c>cel.index(n)</c> stands for inside a block; no source can write it.</summary>
    public static string SlotName(int index) => IndexPrefix + index.ToString(CultureInfo.InvariantCulture);

    /// <summary>How a name is written: the made-up ones as the call that makes them.</summary>
    public static string Written(string name)
    {
        if (name.StartsWith(IndexPrefix, StringComparison.Ordinal))
        {
            return $"cel.index({name[IndexPrefix.Length..]})";
        }

        return name.StartsWith(IteratorPrefix, StringComparison.Ordinal)
            ? $"cel.iterVar({name[IteratorPrefix.Length..].Replace(":", ", ", StringComparison.Ordinal)})"
            : name;
    }

    private static Expr Has(Expr.Call call, Parser parser) => call.Arguments[0] is Expr.Select path
        ? new Expr.Has(parser.NextId(), call.Span, path)
        : parser.Fail(call.Arguments[0].Span, "`has` takes a field selection such as `input.name`");

    private static Expr OfCel(Expr.Call call, Parser parser)
    {
        Expr[] arguments = call.Arguments;
        switch (call.Function, arguments.Length)
        {
            case ("bind", 3):
                return Variable(arguments[0], parser) is { } name
                    ? new Expr.Bind(parser.NextId(), call.Span, name, arguments[1], arguments[2])
                    : call;
            case ("block", 2):
                return arguments[0] is Expr.List list && Array.TrueForAll(list.Elements, e => !e.Optional)
                    ? new Expr.Block(parser.NextId(), call.Span, [.. list.Elements.Select(e => e.Value)], arguments[1])
                    : parser.Fail(arguments[0].Span, "`cel.block` takes a list of its slots first");
            case ("index", 1):
                return Small(arguments[0], parser) is { } slot
                    ? new Expr.Identifier(parser.NextId(), call.Span, SlotName(slot), false)
                    : call;
            case ("iterVar", 2):
                return Small(arguments[0], parser) is { } depth && Small(arguments[1], parser) is { } index
                    ? new Expr.Identifier(parser.NextId(), call.Span, string.Create(CultureInfo.InvariantCulture, $"{IteratorPrefix}{depth}:{index}"), false)
                    : call;
            default:
                return call;
        }
    }

    /// <summary>The variadic forms of the math extension take their arguments as one list.</summary>
    private static Expr.Call OfMath(Expr.Call call, Parser parser)
    {
        if (call.Function is not ("greatest" or "least") || call.Arguments.Length < 2)
        {
            return call;
        }

        var list = new Expr.List(parser.NextId(), call.Arguments[0].Span.To(call.Arguments[^1].Span),
            [.. call.Arguments.Select(a => new ListElement(a, false))]);
        return new Expr.Call(parser.NextId(), call.Span, call.Target, call.Function, call.NameSpan, [list], call.Rooted);
    }

    private static Expr OnValue(Expr.Call call, Expr target, Parser parser)
    {
        Expr[] arguments = call.Arguments;
        if (call.Function is "optMap" or "optFlatMap" && arguments.Length == 2)
        {
            return Variable(arguments[0], parser) is { } name
                ? new Expr.OptionalMap(parser.NextId(), call.Span, target, name, arguments[1], call.Function is "optFlatMap")
                : call;
        }

        (ComprehensionKind Kind, bool Two, bool Filtered)? form = (call.Function, arguments.Length) switch
        {
            ("all", 2) => (ComprehensionKind.All, false, false),
            ("all", 3) => (ComprehensionKind.All, true, false),
            ("exists", 2) => (ComprehensionKind.Exists, false, false),
            ("exists", 3) => (ComprehensionKind.Exists, true, false),
            ("exists_one" or "existsOne", 2) => (ComprehensionKind.ExistsOne, false, false),
            ("exists_one" or "existsOne", 3) => (ComprehensionKind.ExistsOne, true, false),
            ("map", 2) => (ComprehensionKind.Map, false, false),
            ("map", 3) => (ComprehensionKind.Map, false, true),
            ("filter", 2) => (ComprehensionKind.Filter, false, false),
            ("sortBy", 2) => (ComprehensionKind.SortBy, false, false),
            ("transformList", 3) => (ComprehensionKind.TransformList, true, false),
            ("transformList", 4) => (ComprehensionKind.TransformList, true, true),
            ("transformMap", 3) => (ComprehensionKind.TransformMap, true, false),
            ("transformMap", 4) => (ComprehensionKind.TransformMap, true, true),
            ("transformMapEntry", 3) => (ComprehensionKind.TransformMapEntry, true, false),
            ("transformMapEntry", 4) => (ComprehensionKind.TransformMapEntry, true, true),
            _ => null,
        };
        if (form is not { } macro || Variable(arguments[0], parser) is not { } first)
        {
            return call;
        }

        string? second = macro.Two ? Variable(arguments[1], parser) : null;
        if (macro.Two && (second is null || string.Equals(second, first, StringComparison.Ordinal)))
        {
            return parser.Fail(arguments[1].Span, "the two variables have one name");
        }

        Expr? filter = macro.Filtered ? arguments[^2] : null;
        return new Expr.Comprehension(parser.NextId(), call.Span, macro.Kind, target, first, second, filter, arguments[^1]);
    }

    /// <summary>The name that a macro binds; null, with an error noted, when the argument is no plain name.</summary>
    private static string? Variable(Expr argument, Parser parser)
    {
        if (argument is Expr.Identifier { Rooted: false } name && !name.Name.StartsWith(IndexPrefix, StringComparison.Ordinal))
        {
            return name.Name;
        }

        parser.Fail(argument.Span, "a macro binds a plain name here");
        return null;
    }

    private static int? Small(Expr argument, Parser parser)
    {
        if (argument is Expr.Literal { Value: { Kind: CelKind.Int, AsInt: >= 0 and < 1_000_000 } number })
        {
            return (int)number.AsInt;
        }

        parser.Fail(argument.Span, "expected a whole number that is not negative");
        return null;
    }
}
