using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Explanations;

/// <summary>A decision with the expressions that its checks asked (spec 1.7).</summary>
/// <param name="Decision">The decision, as <see cref="PolicyEngine.Decide"/> gives it.</param>
/// <param name="Expressions">In the order of the rows: what aggregates, rules and checkpoints of the called tool ask, as far as the checks got.</param>
public sealed record DecisionExplanation(Decision Decision, ImmutableArray<ExpressionTrace> Expressions);
