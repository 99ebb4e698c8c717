using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Checking;

/// <summary>How large the value of an expression may be: elements of lists and maps, code units of strings and bytes.</summary>
internal sealed class SizeEstimator(CelEnvironment environment, CelType[] types, List<CostLocal> locals, HashSet<object> walked)
{
    /// <summary>Escapes, encodings and formatted numbers lengthen a text by no more than this.</summary>
    private const double LongestGrowth = 8;
    private const double LongestScalarText = 400;

    public CostBound Of(Expr expr) => expr switch
    {
        Expr.Literal literal => CostBound.Of(Math.Max(1, literal.Value.Kind switch
        {
            CelKind.String => literal.Value.AsString.Length,
            CelKind.Bytes => literal.Value.AsBytes.Length,
            _ => 1,
        })),
        Expr.List list => CostBound.Of(Math.Max(1, list.Elements.Length)),
        Expr.Map map => CostBound.Of(Math.Max(1, map.Entries.Length)),
        Expr.Binary { Operator: BinaryOperator.Add } sum => Of(sum.Left) + Of(sum.Right),
        Expr.Conditional conditional => CostBound.Larger(Of(conditional.Then), Of(conditional.Else)),
        Expr.Comprehension loop => OfComprehension(loop),
        Expr.Bind or Expr.Block or Expr.OptionalMap => OfType(types[expr.Id]),
        Expr.Call call => OfCall(call),
        _ => OfPath(expr),
    };

    /// <summary>The size with everything inside: what comparing or writing the whole costs. Inside an input there is no more than the input.</summary>
    public CostBound Deep(Expr expr) => expr switch
    {
        Expr.List list => list.Elements.Aggregate(CostBound.One, (sum, element) => sum + Deep(element.Value)),
        Expr.Map map => map.Entries.Aggregate(CostBound.One, (sum, entry) => sum + Deep(entry.Key) + Deep(entry.Value)),
        Expr.Binary { Operator: BinaryOperator.Add } sum => Deep(sum.Left) + Deep(sum.Right),
        Expr.Conditional conditional => CostBound.Larger(Deep(conditional.Then), Deep(conditional.Else)),
        Expr.Comprehension { Kind: ComprehensionKind.Filter or ComprehensionKind.SortBy } loop => Deep(loop.Range),
        Expr.Comprehension { Kind: ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne } => CostBound.One,
        Expr.Comprehension loop => IsPart(loop.Body, loop) ? Deep(loop.Range) : Of(loop.Range) * Deep(loop.Body),
        Expr.Call { Function: "sort" or "reverse" or "distinct" or "slice" or "flatten" or "split" or "value" or "orValue" or "or" } call =>
            environment.ResolveFunction(call).Arguments.Aggregate(CostBound.One, (sum, part) => sum + Deep(part)),
        Expr.Call call => Of(call) * OfContent(types[call.Id]),
        Expr.Literal => Of(expr),
        _ => AsPart(expr, OfWhole(types[expr.Id])),
    };

    /// <summary>The unbounded walk whose elements a path starts from, unless its parts are being walked already.</summary>
    public object? Loop(Expr expr) => Root(expr)?.Loop is { } loop && !walked.Contains(loop) ? loop : null;

    /// <summary>The local that a path starts from; null for everything that is no path from a local.</summary>
    private CostLocal? Root(Expr expr) => expr switch
    {
        Expr.Identifier { Rooted: false } name => locals.FindLast(l => string.Equals(l.Name, name.Name, StringComparison.Ordinal)),
        Expr.Select select => Root(select.Operand),
        Expr.Index index => Root(index.Operand),
        _ => null,
    };

    private static bool IsPart(Expr expr, Expr.Comprehension loop) => expr switch
    {
        Expr.Identifier name => string.Equals(name.Name, loop.Variable, StringComparison.Ordinal) || string.Equals(name.Name, loop.Second, StringComparison.Ordinal),
        Expr.Select select => IsPart(select.Operand, loop),
        Expr.Index index => IsPart(index.Operand, loop),
        _ => false,
    };

    private static CostBound OfContent(CelType type) => type switch
    {
        CelType.List list => OfWhole(list.Element),
        CelType.Map map => OfWhole(map.Value),
        _ => CostBound.One,
    };

    /// <summary>All that a value of a type holds; an input of unknown size where any part of it has no bound.</summary>
    private static CostBound OfWhole(CelType type)
    {
        CostBound whole = type switch
        {
            CelType.List list => OfType(list) * OfWhole(list.Element),
            CelType.Map map => OfType(map) * (OfWhole(map.Key) + OfWhole(map.Value)),
            CelType.Object fields => fields.Fields.Values.Aggregate(OfType(fields), (sum, field) => sum + OfWhole(field)),
            CelType.Nullable nullable => OfWhole(nullable.Of),
            _ => OfType(type),
        };
        return whole.Degree > 0 ? CostBound.Unknown : whole;
    }

    private CostBound OfPath(Expr expr)
    {
        return expr is Expr.Identifier && Root(expr)?.Size is { } known ? known : AsPart(expr, OfType(types[expr.Id]));
    }

    /// <summary>Parts below the elements of an unbounded input share its size among them.</summary>
    private CostBound AsPart(Expr expr, CostBound size) => size.Degree > 0 && Loop(expr) is not null ? CostBound.One : size;

    public static CostBound OfType(CelType type) => type switch
    {
        { MaxSize: { } size } => CostBound.Of(Math.Max(1, size)),
        CelType.Object { Open: false } closed => CostBound.Of(Math.Max(1, closed.Fields.Count)),
        CelType.Nullable nullable => OfType(nullable.Of),
        CelType.Opaque { Name: CelType.OptionalName } optional => OfType(optional.Parameters[0]),
        CelType.Scalar { Name: not ("dyn" or "string" or "bytes") } or CelType.TypeOf or CelType.Opaque => CostBound.One,
        _ => CostBound.Unknown,
    };

    private CostBound OfComprehension(Expr.Comprehension loop) => loop.Kind switch
    {
        ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne => CostBound.One,
        ComprehensionKind.TransformMapEntry => Of(loop.Range) * Of(loop.Body),
        _ => Of(loop.Range),
    };

    private CostBound OfCall(Expr.Call call)
    {
        if (types[call.Id] is CelType.Scalar { Name: not ("dyn" or "string" or "bytes") })
        {
            return CostBound.One;
        }

        Expr[] parts = environment.ResolveFunction(call).Arguments;
        switch (call.Function)
        {
            case "range":
                return call.Arguments is [Expr.Literal { Value: { Kind: CelKind.Int, AsInt: >= 0 } count }] ? CostBound.Of(Math.Max(1, count.AsInt)) : CostBound.Unknown;
            case "replace":
                return Of(parts[0]) + ((CostBound.One + Of(parts[0])) * Of(parts[2]));
            case "join" or "flatten":
                return parts.Skip(1).Aggregate(Deep(parts[0]), (size, separator) => size + (Of(parts[0]) * Of(separator)));
            case "format":
                return Of(parts[0]) + (CostBound.Of(LongestScalarText) * Deep(parts[1]));
            default:
                return parts.Aggregate(CostBound.Of(LongestScalarText), (size, part) => size + (CostBound.Of(LongestGrowth) * Of(part)));
        }
    }
}
