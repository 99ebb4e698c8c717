using System.Collections.Immutable;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>
/// What a plan reads of its variables. Elements and computed keys are read as the whole that holds them, and a variable that a macro binds
/// as what it walks, so that nothing that is read is missing.
/// </summary>
internal sealed class PlanReads
{
    private readonly Dictionary<int, ImmutableArray<CelRead>> _ofLocals = [];

    public static ImmutableArray<CelRead> OfWhole(Plan root) => new PlanReads().Of(root);

    /// <summary>What a node and all below it read; the node that binds a local comes before those that use it.</summary>
    public ImmutableArray<CelRead> Of(Plan plan) => plan switch
    {
        Plan.Constant or Plan.Unresolved => [],
        Plan.Variable variable => [new CelRead(variable.Slot, [])],
        Plan.Local local => _ofLocals.GetValueOrDefault(local.Position, []),
        Plan.Path path => Below(path.Operand, path.Names.Select(static n => n.Text)),
        Plan.HasField field => Below(field.Operand, [field.Name.Text]),
        Plan.OptionalField field => Below(field.Operand, [field.Name.Text]),
        Plan.Index { Key: Plan.Constant { Value: { Kind: CelKind.String } key } } index => Below(index.Operand, [key.AsString]),
        Plan.Loop loop => OfLoop(loop),
        Plan.Bind bind => With(bind.Position, Of(bind.Value), bind.Body),
        Plan.OptionalMap map => With(map.Position, Of(map.Target), map.Body),
        Plan.Block block => OfBlock(block),
        _ => Union(PlanSteps.Parts(plan).Select(Of)),
    };

    /// <summary>Fields of what starts at a variable; of anything else no more than that it is read.</summary>
    private ImmutableArray<CelRead> Below(Plan operand, IEnumerable<string> names)
    {
        ImmutableArray<CelRead> reads = Of(operand);
        return StartsAtVariable(operand) ? [reads[0] with { Fields = [.. reads[0].Fields, .. names] }] : reads;
    }

    private static bool StartsAtVariable(Plan plan) => plan switch
    {
        Plan.Variable => true,
        Plan.Path path => StartsAtVariable(path.Operand),
        Plan.OptionalField field => StartsAtVariable(field.Operand),
        Plan.Index { Key: Plan.Constant { Value.Kind: CelKind.String } } index => StartsAtVariable(index.Operand),
        _ => false,
    };

    private ImmutableArray<CelRead> OfLoop(Plan.Loop loop)
    {
        ImmutableArray<CelRead> range = Of(loop.Range);
        if (loop.Second is { } second)
        {
            _ofLocals[second] = range;
        }

        _ofLocals[loop.Position] = range;
        return Union([range, loop.Filter is null ? [] : Of(loop.Filter), Of(loop.Body)]);
    }

    private ImmutableArray<CelRead> With(int position, ImmutableArray<CelRead> value, Plan body)
    {
        _ofLocals[position] = value;
        return Union([value, Of(body)]);
    }

    private ImmutableArray<CelRead> OfBlock(Plan.Block block)
    {
        var parts = new List<ImmutableArray<CelRead>>();
        for (int i = 0; i < block.Slots.Length; i++)
        {
            ImmutableArray<CelRead> slot = Of(block.Slots[i]);
            _ofLocals[block.Position + i] = slot;
            parts.Add(slot);
        }

        parts.Add(Of(block.Result));
        return Union(parts);
    }

    private static ImmutableArray<CelRead> Union(IEnumerable<ImmutableArray<CelRead>> parts) =>
        [.. parts.SelectMany(static p => p).DistinctBy(static r => (r.Slot, string.Join('\0', r.Fields)))];
}
