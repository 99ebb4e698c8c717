using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 18: the conditions of the rules are met; one that has no answer denies, whatever its rule's effect.</summary>
internal sealed class RuleCheck : ICheck
{
    public int Row => 18;

    public string Name => "rules";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { Rules.IsEmpty: false };

    public Finding? Examine(CallContext call)
    {
        ImmutableArray<Checkpoint> approvals = [];
        foreach (Rule rule in call.Contract.Rules)
        {
            CelResult result = rule.Condition.Evaluate(call.Activation);
            switch (result.Truth)
            {
                case null:
                    return Deny(call, rule, $"cannot be decided: {ExpressionText.WhyUndecided(rule.Condition.Source, result)}");
                case false when rule.Approval is null:
                    return Deny(call, rule, "is not met");
                case false:
                    approvals = approvals.Add(rule.Approval);
                    break;
                default:
                    break;
            }
        }

        call.RuleApprovals = approvals;
        return null;
    }

    private static Finding Deny(CallContext call, Rule rule, string what) =>
        Finding.Deny(DecisionCode.RuleDenied, $"{call.Tool.Name}: the rule `{rule.Id}` {what}")
            with { Reason = rule.Message, Expected = rule.Condition.Source };
}
