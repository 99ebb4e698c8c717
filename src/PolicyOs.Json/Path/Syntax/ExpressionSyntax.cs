using System.Text.Json;

namespace PolicyOs.Json.Path.Syntax;

/// <summary>An expression as written; whether it is well-typed is found out when it is compiled (RFC 9535 section 2.4.3).</summary>
internal abstract record ExpressionSyntax
{
    private ExpressionSyntax(int position) => Position = position;

    /// <summary>Where it begins.</summary>
    public int Position { get; }

    /// <summary><c>a || b</c>, two or more.</summary>
    internal sealed record Or(IReadOnlyList<ExpressionSyntax> Operands, int At) : ExpressionSyntax(At);

    /// <summary><c>a &amp;&amp; b</c>, two or more.</summary>
    internal sealed record And(IReadOnlyList<ExpressionSyntax> Operands, int At) : ExpressionSyntax(At);

    /// <summary><c>!a</c>.</summary>
    internal sealed record Not(ExpressionSyntax Operand, int At) : ExpressionSyntax(At);

    /// <summary><c>a == b</c>.</summary>
    internal sealed record Comparison(ExpressionSyntax Left, ComparisonOperator Operator, ExpressionSyntax Right, int At) : ExpressionSyntax(At);

    /// <summary>A string, a number, <c>true</c>, <c>false</c> or <c>null</c>.</summary>
    internal sealed record Literal(JsonElement Value, int At) : ExpressionSyntax(At);

    /// <summary>A query below <c>$</c> or <c>@</c>.</summary>
    internal sealed record Query(QuerySyntax Syntax, int At) : ExpressionSyntax(At);

    /// <summary><c>name(arguments)</c>.</summary>
    internal sealed record Call(string Name, IReadOnlyList<ExpressionSyntax> Arguments, int At) : ExpressionSyntax(At);
}
