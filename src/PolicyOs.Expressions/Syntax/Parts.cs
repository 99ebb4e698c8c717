namespace PolicyOs.Expressions.Syntax;

/// <summary>The direct parts of an expression, in the order they are written.</summary>
internal static class Parts
{
    public static IEnumerable<Expr> Of(Expr expr) => expr switch
    {
        Expr.Literal or Expr.Identifier => [],
        Expr.Select select => [select.Operand],
        Expr.Has has => [has.Path],
        Expr.Index index => [index.Operand, index.Key],
        Expr.Unary unary => [unary.Operand],
        Expr.Binary binary => [binary.Left, binary.Right],
        Expr.Logical logical => logical.Operands,
        Expr.Conditional conditional => [conditional.Condition, conditional.Then, conditional.Else],
        Expr.Call call => call.Target is null ? call.Arguments : [call.Target, .. call.Arguments],
        Expr.List list => list.Elements.Select(element => element.Value),
        Expr.Map map => map.Entries.SelectMany<MapEntry, Expr>(entry => [entry.Key, entry.Value]),
        Expr.Comprehension loop => loop.Filter is null ? [loop.Range, loop.Body] : [loop.Range, loop.Filter, loop.Body],
        Expr.Bind bind => [bind.Value, bind.Body],
        Expr.Block block => [.. block.Slots, block.Result],
        Expr.OptionalMap map => [map.Target, map.Body],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
