using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Values;
using PolicyOs.Expressions;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 15: the aggregates with this call stay within their bounds. Exact decimal; what overflows is denied.</summary>
internal sealed class AggregateCheck : ICheck
{
    public int Row => 15;

    public string Name => "aggregates";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { Aggregates.IsEmpty: false };

    public Finding? Examine(CallContext call)
    {
        ImmutableArray<int> numbers = call.Contract.Aggregates;
        var contributions = new AggregateContribution[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            Aggregate aggregate = call.Bundle.Session.Aggregates[numbers[i]];
            if (AggregateMath.Contribution(call, numbers[i], out contributions[i]) is { } problem)
            {
                return Deny(call, aggregate, problem);
            }

            if (Exceeds(call, aggregate, contributions[i]) is { } finding)
            {
                return finding;
            }
        }

        call.Aggregates = ImmutableCollectionsMarshal.AsImmutableArray(contributions);
        return null;
    }

    private static Finding? Exceeds(CallContext call, Aggregate aggregate, in AggregateContribution contribution)
    {
        JsonNumber value;
        try
        {
            if (!AggregateMath.TryValueWith(call.Session, contribution, out value))
            {
                return Deny(call, aggregate, $"the session has used {AggregateMath.MaxDistinct} distinct values");
            }
        }
        catch (OverflowException)
        {
            return Deny(call, aggregate, "its exact value cannot be held");
        }

        if (Bounds(aggregate, call, out JsonNumber? atLeast, out JsonNumber? atMost) is { } why)
        {
            return Deny(call, aggregate, $"which bounds hold cannot be decided: {why}");
        }

        if (atMost is { } most && value > most)
        {
            return Deny(call, aggregate, $"it would be {value}, and must be at most {most}") with { Expected = $"at most {most}", Actual = value.ToString() };
        }

        return atLeast is { } least && value < least
            ? Deny(call, aggregate, $"it would be {value}, and must be at least {least}") with { Expected = $"at least {least}", Actual = value.ToString() }
            : null;
    }

    /// <summary>The first entry of <c>when</c> whose condition holds replaces the stated bounds.</summary>
    /// <returns>Why a condition has no answer; null when all that were asked had one.</returns>
    private static string? Bounds(Aggregate aggregate, CallContext call, out JsonNumber? atLeast, out JsonNumber? atMost)
    {
        (atLeast, atMost) = (aggregate.AtLeast, aggregate.AtMost);
        foreach (ConditionalBound bound in aggregate.When)
        {
            string? why = null;
            bool holds = bound.Condition switch
            {
                BoundCondition.OnSlot slot => call.Scope.Slots[slot.Slot]?.Value is { } value && Holds(slot.Operators, value, call.Scope),
                BoundCondition.Expression expression => Holds(expression, call, out why),
                _ => throw new System.Diagnostics.UnreachableException(),
            };
            if (why is not null)
            {
                return why;
            }

            if (holds)
            {
                (atLeast, atMost) = (bound.ThenAtLeast ?? atLeast, bound.ThenAtMost ?? atMost);
                return null;
            }
        }

        return null;
    }

    private static bool Holds(BoundCondition.Expression expression, CallContext call, out string? why)
    {
        CelProgram program = expression.ByTool[call.Tool.Number]!;
        CelResult result = program.Evaluate(call.Activation);
        why = result.Truth is null ? ExpressionText.WhyUndecided(program.Source, result) : null;
        return result.Truth == true;
    }

    private static bool Holds(ImmutableArray<Operator> condition, JsonElement value, in Scope scope)
    {
        foreach (Operator op in condition)
        {
            if (OperatorEvaluator.Evaluate(op, value, scope) != OperatorOutcome.Satisfied)
            {
                return false;
            }
        }

        return true;
    }

    private static Finding Deny(CallContext call, Aggregate aggregate, string what) =>
        Finding.Deny(DecisionCode.AggregateViolation, $"{call.Tool.Name}: aggregate `{aggregate.Name}`: {what}")
            with { Path = aggregate.Path is { } path ? PathText.Of(path) : null, Reason = aggregate.Reason };
}
