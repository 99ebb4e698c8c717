using PolicyOs.Expressions.Syntax;

namespace PolicyOs.Expressions.Tests.Properties;

/// <summary>A tree without ids and places, fully bracketed: equal texts are equal trees. Shares nothing with the printer.</summary>
internal static class AstText
{
    public static string Of(Expr expr)
    {
        string head = expr switch
        {
            Expr.Literal literal => $"{literal.Value.Kind} {Exact(literal)}",
            Expr.Identifier name => $"name {name.Rooted} {name.Name}",
            Expr.Select select => $"select {select.Optional} {select.Field}",
            Expr.Index index => $"index {index.Optional}",
            Expr.Unary unary => unary.Operator.ToString(),
            Expr.Binary binary => binary.Operator.ToString(),
            Expr.Logical logical => logical.IsAnd ? "and" : "or",
            Expr.Call call => $"call {call.Rooted} {call.Function} {call.Target is not null}",
            Expr.List list => $"list {string.Join(',', list.Elements.Select(e => e.Optional))}",
            Expr.Map map => $"map {string.Join(',', map.Entries.Select(e => e.Optional))}",
            Expr.Comprehension loop => $"{loop.Kind} {loop.Variable} {loop.Second} {loop.Filter is not null}",
            Expr.Bind bind => $"bind {bind.Variable}",
            Expr.Block block => $"block {block.Slots.Length}",
            Expr.OptionalMap map => $"optional map {map.Flat} {map.Variable}",
            _ => expr.GetType().Name,
        };
        return $"({head}{string.Concat(Parts.Of(expr).Select(Of))})";
    }

    private static string Exact(Expr.Literal literal) => literal.Value.Kind switch
    {
        Values.CelKind.String => literal.Value.AsString,
        Values.CelKind.Bytes => Convert.ToHexString(literal.Value.AsBytes),
        _ => literal.Value.ToString(),
    };
}
