using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Planning;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Explanations;

/// <summary>Evaluates the expressions of a call once more, keeping every step. Only for explanations: a decision never comes here.</summary>
internal static class ExpressionExplainer
{
    public static ImmutableArray<ExpressionTrace> Explain(BundlePlan plan, Facts facts, CallProposal proposal, Decision decision)
    {
        ToolPlan tool = plan.ToolNamed(proposal.Tool);
        if (tool.Contract is not { } contract)
        {
            return [];
        }

        var call = new CallContext(plan, tool, facts, proposal);
        var shown = new ShownValues(proposal.Arguments, contract.Sensitive);
        return
        [
            .. Asked(plan.Bundle, tool.Number, contract)
                .Where(asked => decision.Trace.Any(entry => entry.Row == asked.Row))
                .Select(asked => Trace(asked, call, shown)),
        ];
    }

    private static IEnumerable<(int Row, string Owner, string Name, CelProgram Program)> Asked(CompiledBundle bundle, int tool, ToolContract contract)
    {
        foreach (Aggregate aggregate in contract.Aggregates.Select(number => bundle.Session.Aggregates[number]))
        {
            foreach (BoundCondition.Expression expression in aggregate.When.Select(static w => w.Condition).OfType<BoundCondition.Expression>())
            {
                yield return (15, "aggregate", aggregate.Name, expression.ByTool[tool]!);
            }
        }

        foreach (Rule rule in contract.Rules)
        {
            yield return (18, "rule", rule.Id, rule.Condition);
        }

        foreach (Checkpoint checkpoint in contract.Checkpoints)
        {
            foreach (Condition.Expression expression in checkpoint.When.OfType<Condition.Expression>())
            {
                yield return (20, "checkpoint", checkpoint.Name, expression.Program);
            }
        }
    }

    private static ExpressionTrace Trace((int Row, string Owner, string Name, CelProgram Program) asked, CallContext call, ShownValues shown)
    {
        string source = asked.Program.Source;
        CelExplanation explanation = asked.Program.Explain(call.Activation);
        return new ExpressionTrace(
            asked.Row,
            asked.Owner,
            asked.Name,
            source,
            explanation.Result.Truth,
            explanation.Result.Truth is null ? ExpressionText.WhyUndecided(source, explanation.Result) : null,
            [.. explanation.Steps.Select(step => new ExpressionStep(
                source.Substring(step.Offset, step.Length), step.Offset, step.Depth, step.Evaluations == 0 ? null : shown.Of(step), step.Evaluations))]);
    }
}
