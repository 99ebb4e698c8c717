using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Engine.Decisions;

/// <summary>What a commit captures from arguments and result.</summary>
internal static class Captures
{
    private const int MaxEventSlots = 8;

    public static ImmutableArray<SlotCapture> Slots(ToolContract contract, JsonElement arguments, JsonElement? data) =>
        contract.Binds.IsEmpty ? [] : [.. contract.Binds.Select(bind => new SlotCapture(bind.Slot, SlotValueAt(bind, arguments, data, contract.Binds.Length)))];

    public static ImmutableArray<EnvelopeCapture> Envelopes(CompiledBundle bundle, ToolContract contract, JsonElement arguments, JsonElement? data)
    {
        ImmutableArray<EnvelopeCapture> captures = [];
        DigestMemo digests = default;
        foreach (EnvelopeStageReference reference in contract.EnvelopeStages)
        {
            EnvelopeStage stage = bundle.Session.Envelopes[reference.Envelope].Stages[reference.Stage];
            if (stage.Role != EnvelopeRole.Constrained && EnvelopeKeys.TryRead(stage.Key, arguments, ref digests, out UInt128 key))
            {
                JsonNumber? value = Source(stage.Source, arguments, data) is { } root && stage.Path.TrySelectSingle(root, out JsonElement node)
                    && ExactNumber.TryRead(node, out JsonNumber number)
                        ? number
                        : null;
                captures = captures.Add(new EnvelopeCapture(reference.Envelope, reference.Stage, key, value));
            }
        }

        return captures;
    }

    public static ImmutableArray<FactCapture> Facts(CompiledBundle bundle, ToolContract contract, Facts facts, JsonElement arguments, JsonElement? data)
    {
        ImmutableArray<FactCapture> captures = [];
        DigestMemo digests = default;
        var scope = new Scope(facts.Environment, facts.Session.SlotValues);
        foreach (int number in contract.EstablishesFacts)
        {
            PriorFact fact = bundle.PriorFacts[number];
            UInt128 entity = default;
            if (fact.Resource is { } path && !PreconditionCheck.TryEntity(path, arguments, ref digests, out entity))
            {
                continue;
            }

            bool holds = fact.WithOutput.IsEmpty
                || (data is { } output && InvariantEvaluator.FirstFailure(fact.WithOutput, output, scope) is null);
            captures = captures.Add(new FactCapture(number, entity, holds));
        }

        return captures;
    }

    private static JsonElement? SlotValueAt(Bind bind, JsonElement arguments, JsonElement? data, int binds)
    {
        if (Source(bind.Source, arguments, data) is not { } root || !bind.Path.TrySelectSingle(root, out JsonElement value))
        {
            return null;
        }

        // The event holds every bind of the call, so many binds get less each.
        int budget = SlotValue.MaxBytes * MaxEventSlots / Math.Max(MaxEventSlots, binds);
        ReadOnlySpan<byte> raw = JsonMarshal.GetRawUtf8Value(value);
        return raw.Length <= budget ? JsonElement.Parse(raw) : null;
    }

    private static JsonElement? Source(ValueSource source, JsonElement arguments, JsonElement? data) => source switch
    {
        ValueSource.Output => data,
        _ => arguments.ValueKind == JsonValueKind.Undefined ? null : arguments,
    };
}
