using System.Collections.Immutable;
using PolicyOs.Expressions.Checking;
using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions;

/// <summary>A compiled expression of the Common Expression Language (github.com/google/cel-spec). Immutable; safe from several threads.</summary>
public sealed class CelProgram
{
    private readonly PlannedSource _plan;
    private readonly CelLimits _limits;

    private CelProgram(string source, CelType resultType, PlannedSource plan, CelLimits limits)
    {
        Source = source;
        ResultType = resultType;
        _plan = plan;
        _limits = limits;
    }

    /// <summary>The source it was compiled from.</summary>
    public string Source { get; }

    /// <summary>The type found for the whole; dyn when the types were not checked.</summary>
    public CelType ResultType { get; }

    /// <summary>What it may read of its variables, each place once; worked out when it is asked for.</summary>
    public ImmutableArray<CelRead> Reads => PlanReads.OfWhole(_plan.Root);

    /// <summary>Compiles a source; every way in which it can be wrong is a finding.</summary>
    /// <param name="source">The expression.</param>
    /// <param name="environment">What its names stand for.</param>
    /// <param name="expected">What the value of the whole must be able to be; null for anything.</param>
    /// <param name="limits">What it may cost; null for <see cref="CelLimits.Default"/>.</param>
    /// <param name="mode">Whether names, types and cost are checked.</param>
    public static CelCompilation Compile(
        string source, CelEnvironment environment, CelType? expected = null, CelLimits? limits = null, CelMode mode = CelMode.Checked)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(environment);
        limits ??= CelLimits.Default;
        ParsedSource parsed = Parser.Parse(source, limits);
        if (parsed.Error is { } error)
        {
            return new CelCompilation(null, [new CelDiagnostic(error.Span.Start, error.Span.Length, error.Message, error.Help)]);
        }

        if (mode == CelMode.ParseOnly)
        {
            return new CelCompilation(new CelProgram(source, CelType.Dyn, Planner.Plan(parsed.Root, environment, []), limits), []);
        }

        CheckedSource verified = Checker.Check(parsed, environment, expected ?? CelType.Dyn);
        if (verified.Diagnostics.Length > 0)
        {
            return new CelCompilation(null, verified.Diagnostics);
        }

        (_, CelDiagnostic? refusal) = CostEstimator.Estimate(parsed.Root, environment, verified.Types, limits);
        if (refusal is not null)
        {
            return new CelCompilation(null, [refusal]);
        }

        PlannedSource plan = Planner.Plan(parsed.Root, environment, verified.Types);
        return new CelCompilation(new CelProgram(source, verified.Types[parsed.Root.Id], plan, limits), []);
    }

    /// <summary>Evaluates within the budget of the limits it was compiled with. Never throws for anything an expression or a value holds.</summary>
    public CelResult Evaluate(CelActivation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return Evaluate(activation, _limits.Budget);
    }

    /// <summary>Evaluates within a budget of so many units; one over is an error.</summary>
    public CelResult Evaluate(CelActivation activation, long budget)
    {
        ArgumentNullException.ThrowIfNull(activation);
        CelValue value = Evaluator.Run(_plan, activation.Values, new CostBudget(budget), null, out long cost);
        return new CelResult(value, cost);
    }

    /// <summary>Evaluates, keeping the value of every sub-expression.</summary>
    public CelExplanation Explain(CelActivation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var trace = new TraceRecorder(_plan.Nodes);
        CelValue value = Evaluator.Run(_plan, activation.Values, new CostBudget(_limits.Budget), trace, out long cost);
        return new CelExplanation(new CelResult(value, cost), PlanSteps.Of(_plan.Root, trace));
    }
}
