using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Syntax;

/// <summary>
/// A parsed expression. Macros keep their own cases instead of being expanded into loops: they print as they were written, explain
/// themselves, and evaluate directly. Ids number the nodes of one source from zero, children before parents.
/// </summary>
/// <param name="Id">The number of the node, an index into what checking finds out.</param>
/// <param name="Span">Where the node stands.</param>
/// <param name="Depth">The longest path to a leaf, leaves being 1.</param>
internal abstract record Expr(int Id, SourceSpan Span, int Depth)
{
    /// <summary>null, a bool, a number (with its sign), a string or bytes.</summary>
    public sealed record Literal(int Id, SourceSpan Span, CelValue Value) : Expr(Id, Span, 1);

    /// <summary>A name; <c>.name</c> when rooted, which no local and no container hides.</summary>
    public sealed record Identifier(int Id, SourceSpan Span, string Name, bool Rooted) : Expr(Id, Span, 1);

    /// <summary><c>operand.field</c>, or <c>operand.?field</c>.</summary>
    public sealed record Select(int Id, SourceSpan Span, Expr Operand, string Field, SourceSpan FieldSpan, bool Optional)
        : Expr(Id, Span, Operand.Depth + 1);

    /// <summary><c>has(operand.field)</c>.</summary>
    public sealed record Has(int Id, SourceSpan Span, Select Path) : Expr(Id, Span, Path.Depth + 1);

    /// <summary><c>operand[key]</c>, or <c>operand[?key]</c>.</summary>
    public sealed record Index(int Id, SourceSpan Span, Expr Operand, Expr Key, bool Optional)
        : Expr(Id, Span, Math.Max(Operand.Depth, Key.Depth) + 1);

    /// <summary><c>!x</c>, <c>-x</c>.</summary>
    public sealed record Unary(int Id, SourceSpan Span, UnaryOperator Operator, Expr Operand) : Expr(Id, Span, Operand.Depth + 1);

    /// <summary><c>x + y</c> and the like.</summary>
    public sealed record Binary(int Id, SourceSpan Span, BinaryOperator Operator, Expr Left, Expr Right)
        : Expr(Id, Span, Math.Max(Left.Depth, Right.Depth) + 1);

    /// <summary>A chain of <c>&amp;&amp;</c> or of <c>||</c>, flat: the order in which it associates makes no difference.</summary>
    public sealed record Logical(int Id, SourceSpan Span, bool IsAnd, Expr[] Operands) : Expr(Id, Span, DepthOf(Operands) + 1);

    /// <summary><c>c ? x : y</c>.</summary>
    public sealed record Conditional(int Id, SourceSpan Span, Expr Condition, Expr Then, Expr Else)
        : Expr(Id, Span, Math.Max(Condition.Depth, Math.Max(Then.Depth, Else.Depth)) + 1);

    /// <summary><c>f(x)</c>, <c>x.f(y)</c>, or <c>name.space.f(x)</c>, whose target is a chain of names until names are resolved.</summary>
    public sealed record Call(int Id, SourceSpan Span, Expr? Target, string Function, SourceSpan NameSpan, Expr[] Arguments, bool Rooted)
        : Expr(Id, Span, Math.Max(Target?.Depth ?? 0, DepthOf(Arguments)) + 1);

    /// <summary><c>[x, ?y]</c>.</summary>
    public sealed record List(int Id, SourceSpan Span, ListElement[] Elements)
        : Expr(Id, Span, DepthOf(Elements.Select(e => e.Value)) + 1);

    /// <summary><c>{k: v, ?l: w}</c>.</summary>
    public sealed record Map(int Id, SourceSpan Span, MapEntry[] Entries)
        : Expr(Id, Span, DepthOf(Entries.SelectMany<MapEntry, Expr>(e => [e.Key, e.Value])) + 1);

    /// <summary><c>range.all(x, body)</c> and its relatives; <paramref name="Filter"/> is the condition that some take before the result.</summary>
    public sealed record Comprehension(
        int Id, SourceSpan Span, ComprehensionKind Kind, Expr Range, string Variable, string? Second, Expr? Filter, Expr Body)
        : Expr(Id, Span, Math.Max(Range.Depth, Math.Max(Filter?.Depth ?? 0, Body.Depth)) + 1);

    /// <summary><c>cel.bind(name, value, body)</c>.</summary>
    public sealed record Bind(int Id, SourceSpan Span, string Variable, Expr Value, Expr Body)
        : Expr(Id, Span, Math.Max(Value.Depth, Body.Depth) + 1);

    /// <summary><c>cel.block([slot…], result)</c>; a slot is the variable <c>cel.index(n)</c> in those after it and in the result.</summary>
    public sealed record Block(int Id, SourceSpan Span, Expr[] Slots, Expr Result)
        : Expr(Id, Span, Math.Max(DepthOf(Slots), Result.Depth) + 1);

    /// <summary><c>x.optMap(name, body)</c>, or <c>x.optFlatMap(name, body)</c>.</summary>
    public sealed record OptionalMap(int Id, SourceSpan Span, Expr Target, string Variable, Expr Body, bool Flat)
        : Expr(Id, Span, Math.Max(Target.Depth, Body.Depth) + 1);

    private static int DepthOf(IEnumerable<Expr> parts) => parts.Select(part => part.Depth).DefaultIfEmpty(0).Max();
}
