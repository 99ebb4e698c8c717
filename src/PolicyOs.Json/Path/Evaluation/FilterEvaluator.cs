using System.Text.Json;
using PolicyOs.Json.Path.Plan;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>The expressions of one evaluation. What they ask of the root, and patterns the document holds, are worked out once.</summary>
internal sealed class FilterEvaluator(Evaluator evaluator, JsonElement root, int cacheSlots)
{
    /// <summary>What it costs to build a pattern from the document, in steps.</summary>
    private const int PatternSteps = 1000;

    private readonly List<Node>?[] _cache = new List<Node>?[cacheSlots];
    private Dictionary<(string Text, PatternSyntax Syntax), Pattern?>? _patterns;

    /// <summary>Whether a node passes a test.</summary>
    public bool IsTrue(TestPlan test, JsonElement current) => test switch
    {
        TestPlan.Any any => IsTrueForAny(any.Tests, current),
        TestPlan.All all => IsTrueForAll(all.Tests, current),
        TestPlan.Not not => !IsTrue(not.Test, current),
        TestPlan.Compare compare => PathValue.Compare(ValueOf(compare.Left, current), compare.Operator, ValueOf(compare.Right, current)),
        TestPlan.Exists { Query: { IsRelative: true, Steps: { } steps } } => steps.TryFollow(current, out _),
        TestPlan.Exists exists => Values(exists.Query, current, 1).Count > 0,
        TestPlan.Matches matches => matches.Pattern is not null && ValueOf(matches.Text, current).Text is { } text && matches.Pattern.IsMatch(text),
        TestPlan.MatchesDynamic matches => ValueOf(matches.Text, current).Text is { } text
            && ValueOf(matches.Pattern, current).Text is { } pattern
            && PatternOf(pattern, matches.Syntax) is { } built && built.IsMatch(text),
        _ => throw new InvalidOperationException($"unknown test {test}"),
    };

    private bool IsTrueForAny(TestPlan[] tests, JsonElement current)
    {
        foreach (TestPlan test in tests)
        {
            if (IsTrue(test, current))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsTrueForAll(TestPlan[] tests, JsonElement current)
    {
        foreach (TestPlan test in tests)
        {
            if (!IsTrue(test, current))
            {
                return false;
            }
        }

        return true;
    }

    private PathValue ValueOf(OperandPlan operand, JsonElement current) => operand switch
    {
        OperandPlan.Literal literal => literal.Value,
        OperandPlan.Single { Query: { IsRelative: true, Steps: { } steps } } => steps.TryFollow(current, out JsonElement there) ? new(there) : default,
        OperandPlan.Single { Query: { } query } => Values(query, current, 1) is [Node only] ? new(only.Value) : default,
        OperandPlan.Length length => ValueOf(length.Of, current).Length(),
        OperandPlan.Count count => new(Values(count.Of, current, int.MaxValue).Count),
        OperandPlan.ValueOf value => Values(value.Of, current, 2) is [Node only] ? new(only.Value) : default,
        _ => throw new InvalidOperationException($"unknown operand {operand}"),
    };

    /// <summary>What a query in a filter selects: below the current node, or, once for all nodes, below the root.</summary>
    private List<Node> Values(QueryPlan query, JsonElement current, int most)
    {
        if (query.CacheSlot < 0)
        {
            return evaluator.Run(query, new Node(current, Location: null), most);
        }

        return _cache[query.CacheSlot] ??= evaluator.Run(query, new Node(root, Location: null), most);
    }

    private Pattern? PatternOf(string text, PatternSyntax syntax)
    {
        _patterns ??= [];
        if (!_patterns.TryGetValue((text, syntax), out Pattern? pattern) && evaluator.Spend(PatternSteps))
        {
            pattern = Patterns.TryCompile(text, out Pattern? built, out _, syntax) ? built : null;
            _patterns[(text, syntax)] = pattern;
        }

        return pattern;
    }
}
