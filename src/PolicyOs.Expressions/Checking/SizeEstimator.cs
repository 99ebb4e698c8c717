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

    /// <summary>The size of what is inside, elements included: what comparing the whole costs.</summary>
    public CostBound Deep(Expr expr) => types[expr.Id] switch
    {
        CelType.Scalar { Name: not "dyn" } => Of(expr),
        CelType.List list => Of(expr) * OfContent(list.Element, expr),
        CelType.Map map => Of(expr) * OfContent(map.Value, expr),
        _ => IsPlain(expr) ? Of(expr) : AsPart(expr, CostBound.Unknown),
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

    private static bool IsPlain(Expr expr) => expr is Expr.Literal or Expr.List or Expr.Map;

    private CostBound OfContent(CelType element, Expr expr) => IsPlain(expr) ? CostBound.Of(LongestGrowth) : AsPart(expr, OfType(element));

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
