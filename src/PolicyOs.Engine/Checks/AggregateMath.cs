using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.Planning;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Checks;

/// <summary>What a call adds to an aggregate, and what the aggregate is with it (spec 1.5).</summary>
internal static class AggregateMath
{
    /// <summary>An aggregate keeps at most this many distinct values.</summary>
    public const int MaxDistinct = 10_000;

    /// <summary>What the call adds.</summary>
    /// <returns>What is wrong with the call's value; null when nothing is.</returns>
    public static string? Contribution(CallContext call, int number, out AggregateContribution contribution)
    {
        Aggregate aggregate = call.Bundle.Session.Aggregates[number];
        contribution = new AggregateContribution(number, default, default);
        if (aggregate.Metric == AggregateMetric.Count)
        {
            return null;
        }

        JsonPath path = aggregate.Path!;
        if (!path.TrySelectSingle(call.Arguments, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return $"{PathText.Of(path)} must have a value";
        }

        if (aggregate.Metric == AggregateMetric.CountDistinct)
        {
            contribution = contribution with { Digest = call.Digests.Of(value) };
            return null;
        }

        if (!ExactNumber.TryRead(value, out JsonNumber amount))
        {
            return $"{PathText.Of(path)} must be a number";
        }

        contribution = contribution with { Value = aggregate.Metric == AggregateMetric.Sum ? Counted(call, number, amount) : amount };
        return null;
    }

    /// <summary>The aggregate's value with the call in it.</summary>
    /// <returns>False when it cannot take another value.</returns>
    public static bool TryValueWith(SessionState session, in AggregateContribution contribution, out JsonNumber value)
    {
        value = default;
        switch (session.Aggregates[contribution.Aggregate])
        {
            case AggregateState.Count count:
                value = JsonNumber.FromInt64(count.Calls + 1);
                return true;
            case AggregateState.Sum sum:
                value = sum.Total.Add(contribution.Value);
                return true;
            case AggregateState.Distinct distinct:
                int values = CountWithOpen(session, distinct, contribution, out bool isNew);
                value = JsonNumber.FromInt64(values);
                return !isNew || values <= MaxDistinct;
            case AggregateState.Extreme extreme:
                value = WithOpen(session, extreme, contribution);
                return true;
            default:
                throw new InvalidOperationException("the aggregate has no state");
        }
    }

    private static JsonNumber Counted(CallContext call, int number, JsonNumber amount) => call.Plan.SumRules[number] switch
    {
        SumRule.OnlyUpper when amount.Sign < 0 => JsonNumber.Zero,
        SumRule.OnlyLower when amount.Sign > 0 && ((AggregateState.Sum)call.Session.Aggregates[number]).Negatives > 0 => JsonNumber.Zero,
        _ => amount,
    };

    private static int CountWithOpen(SessionState session, AggregateState.Distinct distinct, in AggregateContribution contribution, out bool isNew)
    {
        isNew = !distinct.Settled.TryGet(contribution.Digest, out _);
        int values = distinct.Settled.Count;
        for (int i = 0; i < session.Open.Length; i++)
        {
            if (DigestIn(session.Open[i], contribution.Aggregate) is not { } digest || distinct.Settled.TryGet(digest, out _))
            {
                continue;
            }

            // Of several open calls with one value the first counts.
            bool isFirst = true;
            for (int before = 0; before < i && isFirst; before++)
            {
                isFirst = DigestIn(session.Open[before], contribution.Aggregate) != digest;
            }

            values += isFirst ? 1 : 0;
            isNew &= digest != contribution.Digest;
        }

        return values + (isNew ? 1 : 0);
    }

    private static UInt128? DigestIn(OpenCall open, int aggregate)
    {
        foreach (ref readonly AggregateContribution contribution in open.Reserved.Aggregates.AsSpan())
        {
            if (contribution.Aggregate == aggregate)
            {
                return contribution.Digest;
            }
        }

        return null;
    }

    private static JsonNumber WithOpen(SessionState session, AggregateState.Extreme extreme, in AggregateContribution contribution)
    {
        JsonNumber value = extreme.Settled is { } settled ? extreme.Of(settled, contribution.Value) : contribution.Value;
        foreach (OpenCall open in session.Open)
        {
            foreach (AggregateContribution other in open.Reserved.Aggregates)
            {
                if (other.Aggregate == contribution.Aggregate)
                {
                    value = extreme.Of(value, other.Value);
                }
            }
        }

        return value;
    }
}
