using PolicyOs.Expressions.Syntax;

namespace PolicyOs.Expressions.Checking;

/// <summary>A chain of plain names, which may be one name with dots in it.</summary>
internal readonly record struct QualifiedName(string Text, bool Rooted)
{
    /// <summary>The chain that an expression is; null when it is more than names, or when its first name is hidden by a local.</summary>
    public static QualifiedName? Of(Expr expr, Func<string, bool> isLocal)
    {
        switch (expr)
        {
            case Expr.Identifier name:
                return !name.Rooted && isLocal(name.Name) ? null : new QualifiedName(name.Name, name.Rooted);
            case Expr.Select { Optional: false } select when !select.Field.Contains('.', StringComparison.Ordinal):
                return Of(select.Operand, isLocal) is { } operand ? operand with { Text = $"{operand.Text}.{select.Field}" } : null;
            default:
                return null;
        }
    }

    /// <summary>The full names it may mean, the most specific first.</summary>
    public IEnumerable<string> Candidates(string container)
    {
        string scope = Rooted ? "" : container;
        while (scope.Length > 0)
        {
            yield return $"{scope}.{Text}";
            scope = scope[..Math.Max(0, scope.LastIndexOf('.'))];
        }

        yield return Text;
    }
}
