using System.Globalization;
using PolicyOs.Expressions.Patterns;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Checking;

/// <summary>
/// Bounds what an expression can cost, before any input is seen, from the sizes that the types declare. An input of unknown size may be
/// walked, but not once for each element of another: then no budget could be right for it.
/// </summary>
internal sealed class CostEstimator
{
    private const double TextUnit = 0.1;
    private const double SortFactor = 32;

    private readonly CelType[] _types;
    private readonly List<CostLocal> _locals = [];
    private readonly HashSet<object> _walked = [];
    private readonly CelEnvironment _environment;
    private readonly SizeEstimator _sizes;
    private Expr? _firstUnbounded;

    private CostEstimator(CelEnvironment environment, CelType[] types)
    {
        _environment = environment;
        _types = types;
        _sizes = new SizeEstimator(environment, types, _locals, _walked);
    }

    /// <summary>The bound, and the finding when the limit does not allow it.</summary>
    public static (CostBound Cost, CelDiagnostic? Refusal) Estimate(Expr root, CelEnvironment environment, CelType[] types, CelLimits limits)
    {
        var estimator = new CostEstimator(environment, types);
        CostBound cost = estimator.Of(root);
        if (estimator._firstUnbounded is { } unbounded)
        {
            return (cost, new CelDiagnostic(unbounded.Span.Start, unbounded.Span.Length,
                "the cost has no bound: an input of unknown size is walked for each element of another",
                "bound one of the two in its schema, with maxItems, maxProperties or maxLength"));
        }

        return cost.Factor <= limits.MaxStaticCost
            ? (cost, null)
            : (cost, new CelDiagnostic(root.Span.Start, root.Span.Length, string.Create(CultureInfo.InvariantCulture,
                $"the expression may cost up to {cost.Factor:G3} units{(cost.Degree > 0 ? " for each element of its input" : "")}; the limit is {limits.MaxStaticCost}")));
    }

    private CostBound Of(Expr expr)
    {
        CostBound cost = CostBound.One + expr switch
        {
            Expr.Binary binary => Of(binary.Left) + Of(binary.Right) + OfOperator(binary),
            Expr.Conditional c => Of(c.Condition) + CostBound.Larger(Of(c.Then), Of(c.Else)),
            Expr.Call call => OfCall(call),
            Expr.Comprehension loop => OfLoop(loop),
            Expr.Bind bind => OfBind(bind),
            Expr.Block block => OfBlock(block),
            Expr.OptionalMap map => Of(map.Target) + Within(Alias(map.Variable, map.Target), map.Body),
            _ => OfParts(Parts.Of(expr)),
        };
        if (cost.Degree > 1)
        {
            _firstUnbounded ??= expr;
        }

        return cost;
    }

    private CostBound OfParts(IEnumerable<Expr> parts) => parts.Aggregate(CostBound.Of(0), (sum, part) => sum + Of(part));

    private CostBound OfOperator(Expr.Binary binary)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.In:
                return _types[binary.Right.Id] is CelType.Map or CelType.Object ? CostBound.One
                    : _sizes.Of(binary.Right) * (CostBound.One + (CostBound.Of(TextUnit) * CostBound.Smaller(_sizes.Deep(binary.Left), CostBound.Of(1_000))));
            case BinaryOperator.Add:
                return _sizes.Of(binary.Left) + _sizes.Of(binary.Right);
            default:
                return CostBound.Smaller(_sizes.Deep(binary.Left), _sizes.Deep(binary.Right));
        }
    }

    private CostBound OfCall(Expr.Call call)
    {
        FunctionReference function = _environment.ResolveFunction(call);
        CostBound[] sizes = Array.ConvertAll(function.Arguments, _sizes.Of);
        CostBound sum = sizes.Aggregate(CostBound.Of(0), (total, size) => total + size);
        return OfParts(function.Arguments) + function.Name switch
        {
            "matches" => sizes[0] * PatternSize(function.Arguments[^1]),
            "sets.contains" or "sets.equivalent" or "sets.intersects" => CostBound.Of(2) * sizes[0] * sizes[^1],
            "distinct" => sizes[0] * sizes[0],
            "sort" => CostBound.Of(SortFactor) * sum,
            "replace" or "join" or "format" or "flatten" => CostBound.Of(TextUnit) * _sizes.Of(call),
            "lists.range" => _sizes.Of(call),
            _ => sum,
        };
    }

    private CostBound PatternSize(Expr pattern) =>
        pattern is Expr.Literal { Value: { Kind: CelKind.String } source }
            ? CostBound.Of(1 + (Pattern.Compile(source.AsString).Pattern?.Size ?? 0))
            : CostBound.Of(100) * _sizes.Of(pattern);

    private CostBound OfLoop(Expr.Comprehension loop)
    {
        CostBound count = _sizes.Of(loop.Range);
        object? parts = _sizes.Loop(loop.Range);
        if (parts is not null)
        {
            _walked.Add(parts);
        }

        int before = _locals.Count;
        object? walk = count.Degree > 0 || parts is not null ? new object() : null;
        _locals.Add(new CostLocal(loop.Variable, null, walk));
        if (loop.Second is { } second)
        {
            _locals.Add(new CostLocal(second, null, walk));
        }

        CostBound body = (loop.Filter is null ? CostBound.Of(0) : Of(loop.Filter)) + Of(loop.Body);
        _locals.RemoveRange(before, _locals.Count - before);
        if (parts is not null)
        {
            _walked.Remove(parts);
        }

        CostBound sorting = CostBound.Of(loop.Kind == ComprehensionKind.SortBy ? SortFactor : 1);
        return Of(loop.Range) + (count * (body + sorting));
    }

    private CostBound OfBind(Expr.Bind bind) => Of(bind.Value) + Within(Alias(bind.Variable, bind.Value), bind.Body);

    private CostBound OfBlock(Expr.Block block)
    {
        int before = _locals.Count;
        CostBound cost = CostBound.Of(0);
        for (int i = 0; i < block.Slots.Length; i++)
        {
            cost += Of(block.Slots[i]);
            _locals.Add(Alias(Macros.SlotName(i), block.Slots[i]));
        }

        cost += Of(block.Result);
        _locals.RemoveRange(before, _locals.Count - before);
        return cost;
    }

    private CostLocal Alias(string name, Expr value) => new(name, _sizes.Loop(value) is null ? _sizes.Of(value) : null, _sizes.Loop(value));

    private CostBound Within(CostLocal local, Expr body)
    {
        _locals.Add(local);
        CostBound cost = Of(body);
        _locals.RemoveAt(_locals.Count - 1);
        return cost;
    }
}
