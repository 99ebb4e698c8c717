using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 18: the conditions of the rules are met; one that has no answer denies, whatever its rule's effect.</summary>
internal sealed class RuleCheck : ICheck
{
    public int Row => 18;

    public string Name => "rules";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { Rules.IsEmpty: false };

    public Finding? Examine(CallContext call)
    {
        var activation = new CelActivation(RuleVariables.Slots)
        {
            [RuleVariables.Input] = CelValue.FromJson(call.Arguments),
            [RuleVariables.Principal] = call.Plan.ViewOf(call.Facts).Variable,
            [RuleVariables.Session] = RuleInputs.Session(call.Bundle, call.Session),
            [RuleVariables.Tool] = RuleInputs.Tool(call.Tool),
            [RuleVariables.Now] = CelValue.From(call.Facts.Now),
        };
        ImmutableArray<Checkpoint> approvals = [];
        foreach (Rule rule in call.Contract.Rules)
        {
            CelResult result = rule.Condition.Evaluate(activation);
            switch (result.Truth)
            {
                case null:
                    return Deny(call, rule, $"cannot be decided: {Why(rule.Condition.Source, result)}");
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

    private static string Why(string source, in CelResult result)
    {
        if (result.Error is not { } error)
        {
            return "its condition yields no bool";
        }

        return error.Offset >= 0 && error.Offset + error.Length <= source.Length
            ? $"`{source.Substring(error.Offset, error.Length)}`: {error.Message}"
            : error.Message;
    }
}
