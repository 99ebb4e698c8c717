using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Planning;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 12: what the tool requires has happened before.</summary>
internal sealed class PreconditionCheck : ICheck, IVisibilityCheck
{
    public int Row => 12;

    public string Name => "preconditions";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is { Preconditions.IsEmpty: false };

    public Finding? Examine(CallContext call)
    {
        foreach (Precondition precondition in call.Contract.Preconditions)
        {
            if (call.Session.Commits < precondition.MinimumCommits)
            {
                return Deny(call, $"{call.Tool.Name} needs {precondition.MinimumCommits} calls to have completed in this session first, and {call.Session.Commits} have");
            }

            if (precondition.Fact >= 0 && WhyMissing(call, call.Bundle.PriorFacts[precondition.Fact], call.Plan.Facts[precondition.Fact]) is { } why)
            {
                return Deny(call, why);
            }
        }

        return null;
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        foreach ((int commits, ulong[] tools) in view.Plan.Masks.NeedingCommits)
        {
            if (view.Session.Commits < commits)
            {
                Bits.AndNot(visible, tools);
            }
        }

        foreach ((int fact, ulong[] tools) in view.Plan.Masks.NeedingFact)
        {
            FactPlan plan = view.Plan.Facts[fact];

            // Which entity a call is about is in its arguments; that the tool has to have committed at all is not.
            bool possible = plan.HasEntity
                ? view.Session.EntityFacts[plan.Index].Count > 0
                : view.Session.PlainFacts[plan.Index] == FactState.Holds;
            if (!possible)
            {
                Bits.AndNot(visible, tools);
            }
        }
    }

    private static Finding Deny(CallContext call, string message) =>
        Finding.Deny(DecisionCode.PreconditionNotMet, message) with { Path = $"tools/{call.Tool.Name}.yaml preconditions" };

    private static string? WhyMissing(CallContext call, PriorFact fact, FactPlan plan)
    {
        string needed = call.Bundle.Tools[fact.Tool].Name;
        FactState state;
        if (fact.Resource is { } path)
        {
            if (!TryEntity(path, call.Arguments, ref call.Digests, out UInt128 entity))
            {
                return $"{call.Tool.Name} needs a value at {PathText.Of(path)}, which says what {needed} must have completed for";
            }

            state = call.Session.EntityFacts[plan.Index].TryGet(entity, out bool holds) ? (holds ? FactState.Holds : FactState.Fails) : FactState.Unknown;
        }
        else
        {
            state = call.Session.PlainFacts[plan.Index];
        }

        return state switch
        {
            FactState.Holds => null,
            FactState.Unknown => $"{call.Tool.Name} needs {needed} to have completed{Same(fact)} first",
            _ => $"{call.Tool.Name} needs the last result of {needed}{Same(fact)} to satisfy: {Describe(fact, call.Bundle)}",
        };
    }

    private static string Same(PriorFact fact) => fact.Resource is { } path ? $" for the same {PathText.Of(path)}" : string.Empty;

    /// <summary>The digest of the entity that a call is about; false when the path holds nothing.</summary>
    public static bool TryEntity(JsonPath path, JsonElement arguments, ref DigestMemo digests, out UInt128 entity)
    {
        if (path.TrySelectSingle(arguments, out JsonElement value) && value.ValueKind != JsonValueKind.Null)
        {
            entity = digests.Of(value);
            return true;
        }

        entity = default;
        return false;
    }

    private static string Describe(PriorFact fact, CompiledBundle bundle) =>
        string.Join("; ", fact.WithOutput.Select(i => $"{PathText.Of(i.Path)} must {string.Join(" and ", i.Operators.Select(op => OperatorText.Of(op, bundle)))}"));
}
