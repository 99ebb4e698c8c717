using System.Text;
using System.Text.Json;
using PolicyOs.Json.Path.Evaluation;
using PolicyOs.Json.Path.Syntax;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Path.Plan;

/// <summary>
/// Compiles a query: finds out that it is well-typed (RFC 9535 section 2.4.3), resolves functions, builds patterns. Methods return null after
/// noting an error.
/// </summary>
internal sealed class Planner
{
    /// <summary>The first thing found wrong.</summary>
    public JsonPathError? Error { get; private set; }

    /// <summary>How many queries an evaluation may keep the results of.</summary>
    public int CacheSlots { get; private set; }

    /// <summary>The whole query.</summary>
    public QueryPlan? Compile(QuerySyntax syntax) => Query(syntax, cacheSlot: -1);

    private QueryPlan? Query(QuerySyntax syntax, int cacheSlot)
    {
        var segments = new SegmentPlan[syntax.Segments.Count];
        for (int i = 0; i < segments.Length; i++)
        {
            if (All(syntax.Segments[i].Selectors, Selector) is not { } selectors)
            {
                return null;
            }

            segments[i] = new(syntax.Segments[i].IsDescendant, selectors);
        }

        return new(syntax.IsRelative, segments, syntax.SingularSteps() is { } steps ? new SingularPlan(steps) : null, cacheSlot);
    }

    /// <summary>A query inside a filter; one below the root selects the same for every node.</summary>
    private QueryPlan? SubQuery(QuerySyntax syntax) => Query(syntax, syntax.IsRelative ? -1 : CacheSlots++);

    private SelectorPlan? Selector(SelectorSyntax syntax) => syntax switch
    {
        SelectorSyntax.Name name => new SelectorPlan.Name(name.Value, Encoding.UTF8.GetBytes(name.Value)),
        SelectorSyntax.Wildcard => new SelectorPlan.Wildcard(),
        SelectorSyntax.Index index => new SelectorPlan.Index(index.Value),
        SelectorSyntax.Slice slice => new SelectorPlan.Slice(slice.Start, slice.End, slice.Step ?? 1),
        SelectorSyntax.Filter filter => Test(filter.Condition) is { } test ? new SelectorPlan.Filter(test) : null,
        _ => throw new InvalidOperationException($"unknown selector {syntax}"),
    };

    private TestPlan? Test(ExpressionSyntax syntax) => syntax switch
    {
        ExpressionSyntax.Or or => All(or.Operands, Test) is { } tests ? new TestPlan.Any(tests) : null,
        ExpressionSyntax.And and => All(and.Operands, Test) is { } tests ? new TestPlan.All(tests) : null,
        ExpressionSyntax.Not not => Test(not.Operand) is { } test ? new TestPlan.Not(test) : null,
        ExpressionSyntax.Query query => SubQuery(query.Syntax) is { } plan ? new TestPlan.Exists(plan) : null,
        ExpressionSyntax.Comparison comparison => Comparison(comparison),
        ExpressionSyntax.Call call => TestCall(call),
        ExpressionSyntax.Literal => Fail<TestPlan>(syntax, "a literal alone is no test; compare it with something"),
        _ => throw new InvalidOperationException($"unknown expression {syntax}"),
    };

    private TestPlan.Compare? Comparison(ExpressionSyntax.Comparison comparison) =>
        Operand(comparison.Left) is { } left && Operand(comparison.Right) is { } right ? new TestPlan.Compare(left, comparison.Operator, right) : null;

    private TestPlan? TestCall(ExpressionSyntax.Call call) => call.Name switch
    {
        "match" => Matches(call, PatternSyntax.IRegexpWhole),
        "search" => Matches(call, PatternSyntax.IRegexp),
        "length" or "count" or "value" => Fail<TestPlan>(call, $"the result of `{call.Name}()` is a value; compare it with something"),
        _ => Unknown<TestPlan>(call),
    };

    private TestPlan? Matches(ExpressionSyntax.Call call, PatternSyntax syntax)
    {
        if (!HasArguments(call, 2) || Operand(call.Arguments[0]) is not { } text || Operand(call.Arguments[1]) is not { } pattern)
        {
            return null;
        }

        if (call.Arguments[1] is not ExpressionSyntax.Literal literal)
        {
            return new TestPlan.MatchesDynamic(text, pattern, syntax);
        }

        string? written = literal.Value.ValueKind == JsonValueKind.String ? literal.Value.GetString() : null;
        if (written is null || !Patterns.IsPattern(written, syntax))
        {
            return new TestPlan.Matches(text, Pattern: null);
        }

        return Patterns.TryCompile(written, out Pattern? built, out string? problem, syntax)
            ? new TestPlan.Matches(text, built)
            : Fail<TestPlan>(literal, problem);
    }

    private OperandPlan? Operand(ExpressionSyntax syntax) => syntax switch
    {
        ExpressionSyntax.Literal literal => new OperandPlan.Literal(new PathValue(literal.Value)),
        ExpressionSyntax.Query { Syntax: var query } when query.SingularSteps() is null =>
            Fail<OperandPlan>(syntax, "a query that can select several nodes has no one value; use `value()` or `count()`"),
        ExpressionSyntax.Query { Syntax: var query } => SubQuery(query) is { } plan ? new OperandPlan.Single(plan) : null,
        ExpressionSyntax.Call call => ValueCall(call),
        _ => Fail<OperandPlan>(syntax, "the result of a test is no value"),
    };

    private OperandPlan? ValueCall(ExpressionSyntax.Call call) => call.Name switch
    {
        "length" => HasArguments(call, 1) && Operand(call.Arguments[0]) is { } of ? new OperandPlan.Length(of) : null,
        "count" => HasArguments(call, 1) && Nodes(call.Arguments[0]) is { } nodes ? new OperandPlan.Count(nodes) : null,
        "value" => HasArguments(call, 1) && Nodes(call.Arguments[0]) is { } nodes ? new OperandPlan.ValueOf(nodes) : null,
        "match" or "search" => Fail<OperandPlan>(call, $"the result of `{call.Name}()` is a test and no value"),
        _ => Unknown<OperandPlan>(call),
    };

    private QueryPlan? Nodes(ExpressionSyntax syntax) =>
        syntax is ExpressionSyntax.Query query ? SubQuery(query.Syntax) : Fail<QueryPlan>(syntax, "the argument has to be a query");

    private bool HasArguments(ExpressionSyntax.Call call, int count) =>
        call.Arguments.Count == count || Fail<TestPlan>(call, $"`{call.Name}()` takes {(count == 1 ? "one argument" : "two arguments")}") is not null;

    private T? Unknown<T>(ExpressionSyntax.Call call)
        where T : class =>
        Fail<T>(call, $"there is no function `{call.Name}()`; there are `length()`, `count()`, `match()`, `search()` and `value()`");

    private static TOut[]? All<TIn, TOut>(IReadOnlyList<TIn> items, Func<TIn, TOut?> compile)
        where TOut : class
    {
        var compiled = new TOut[items.Count];
        for (int i = 0; i < compiled.Length; i++)
        {
            if (compile(items[i]) is not { } one)
            {
                return null;
            }

            compiled[i] = one;
        }

        return compiled;
    }

    private T? Fail<T>(ExpressionSyntax syntax, string message)
        where T : class
    {
        Error ??= new(syntax.Position, message);
        return null;
    }
}
