using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Patterns;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>
/// An expression ready to run: names are positions, literal lists, maps, patterns and calls are values, and JSON numbers know what their
/// schema makes of them.
/// </summary>
/// <param name="Kind">The case.</param>
/// <param name="Id">The position of the node in a trace.</param>
/// <param name="Span">The place in the source, for errors and explanations.</param>
internal abstract record Plan(PlanKind Kind, int Id, SourceSpan Span)
{
    /// <summary>A value known at load.</summary>
    public sealed record Constant(int Id, SourceSpan Span, CelValue Value) : Plan(PlanKind.Constant, Id, Span);

    /// <summary>A variable of the activation.</summary>
    public sealed record Variable(int Id, SourceSpan Span, int Slot, string Name, Coercion Coercion) : Plan(PlanKind.Variable, Id, Span);

    /// <summary>A variable that a macro binds.</summary>
    public sealed record Local(int Id, SourceSpan Span, int Position) : Plan(PlanKind.Local, Id, Span);

    /// <summary>
    /// Fields one below the other. A chain is one step, so that JSON is walked without a value for each object on the way; inside a loop
    /// each object pays for its size.
    /// </summary>
    public sealed record Path(int Id, SourceSpan Span, Plan Operand, FieldName[] Names, Coercion Coercion, bool InLoop) : Plan(PlanKind.Path, Id, Span);

    /// <summary><c>operand.?field</c>.</summary>
    public sealed record OptionalField(int Id, SourceSpan Span, Plan Operand, FieldName Name, Coercion Coercion) : Plan(PlanKind.OptionalField, Id, Span);

    /// <summary>Whether a field is there.</summary>
    public sealed record HasField(int Id, SourceSpan Span, Plan Operand, FieldName Name) : Plan(PlanKind.HasField, Id, Span);

    /// <summary>An element by position, or an entry by key.</summary>
    public sealed record Index(int Id, SourceSpan Span, Plan Operand, Plan Key, bool Optional, Coercion Coercion) : Plan(PlanKind.Index, Id, Span);

    /// <summary><c>!x</c>.</summary>
    public sealed record Not(int Id, SourceSpan Span, Plan Operand) : Plan(PlanKind.Not, Id, Span);

    /// <summary><c>-x</c>.</summary>
    public sealed record Negate(int Id, SourceSpan Span, Plan Operand) : Plan(PlanKind.Negate, Id, Span);

    /// <summary><c>+ - * / %</c>.</summary>
    public sealed record Arithmetic(int Id, SourceSpan Span, BinaryOperator Operator, Plan Left, Plan Right) : Plan(PlanKind.Arithmetic, Id, Span);

    /// <summary><c>&lt; &lt;= &gt; &gt;=</c>.</summary>
    public sealed record Comparison(int Id, SourceSpan Span, BinaryOperator Operator, Plan Left, Plan Right) : Plan(PlanKind.Comparison, Id, Span);

    /// <summary><c>==</c>, <c>!=</c>.</summary>
    public sealed record Equality(int Id, SourceSpan Span, bool Negated, Plan Left, Plan Right) : Plan(PlanKind.Equality, Id, Span);

    /// <summary><c>in</c>.</summary>
    public sealed record Membership(int Id, SourceSpan Span, Plan Element, Plan Collection) : Plan(PlanKind.Membership, Id, Span);

    /// <summary><c>&amp;&amp;</c>, <c>||</c>.</summary>
    public sealed record Logical(int Id, SourceSpan Span, bool IsAnd, Plan[] Operands) : Plan(PlanKind.Logical, Id, Span);

    /// <summary><c>?:</c>.</summary>
    public sealed record Conditional(int Id, SourceSpan Span, Plan Condition, Plan Then, Plan Else) : Plan(PlanKind.Conditional, Id, Span);

    /// <summary>A function or method; which overload is decided by the kinds of the arguments.</summary>
    public sealed record Call(int Id, SourceSpan Span, string Name, Overload[] Overloads, Plan[] Arguments, Coercion Coercion) : Plan(PlanKind.Call, Id, Span);

    /// <summary><c>matches</c> with a literal pattern.</summary>
    public sealed record Matches(int Id, SourceSpan Span, Plan Text, Pattern Pattern) : Plan(PlanKind.Matches, Id, Span);

    /// <summary><c>or</c> and <c>orValue</c>, whose argument may never be evaluated.</summary>
    public sealed record OptionalOr(int Id, SourceSpan Span, Plan Optional, Plan Alternative, bool ToValue, Coercion Coercion) : Plan(PlanKind.OptionalOr, Id, Span);

    /// <summary>A list that is not constant.</summary>
    public sealed record List(int Id, SourceSpan Span, Plan[] Elements, bool[] Optional) : Plan(PlanKind.List, Id, Span);

    /// <summary>A map that is not constant.</summary>
    public sealed record Map(int Id, SourceSpan Span, Plan[] Keys, Plan[] Values, bool[] Optional) : Plan(PlanKind.Map, Id, Span);

    /// <summary>A macro that walks a list or a map; <paramref name="Coercion"/> is for the elements, not for indexes and keys.</summary>
    public sealed record Loop(int Id, SourceSpan Span, ComprehensionKind Macro, Plan Range, int Position, int? Second, Plan? Filter, Plan Body, Coercion Coercion)
        : Plan(PlanKind.Loop, Id, Span);

    /// <summary><c>cel.bind</c>.</summary>
    public sealed record Bind(int Id, SourceSpan Span, int Position, Plan Value, Plan Body) : Plan(PlanKind.Bind, Id, Span);

    /// <summary><c>cel.block</c>; its slots are locals from <paramref name="Position"/> on.</summary>
    public sealed record Block(int Id, SourceSpan Span, int Position, Plan[] Slots, Plan Result) : Plan(PlanKind.Block, Id, Span);

    /// <summary><c>optMap</c>, <c>optFlatMap</c>.</summary>
    public sealed record OptionalMap(int Id, SourceSpan Span, Plan Target, int Position, Plan Body, bool Flat) : Plan(PlanKind.OptionalMap, Id, Span);

    /// <summary>A name that stands for nothing; an error when it is evaluated, which only unchecked expressions do.</summary>
    public sealed record Unresolved(int Id, SourceSpan Span, string Message) : Plan(PlanKind.Unresolved, Id, Span);
}
