namespace PolicyOs.Expressions.Evaluation;

/// <summary>The nodes of a plan as the steps of an explanation.</summary>
internal static class PlanSteps
{
    public static CelStep[] Of(Plan root, TraceRecorder trace)
    {
        var reads = new PlanReads();
        reads.Of(root);
        var steps = new List<CelStep>();
        Add(root, 0, trace, reads, steps);
        return [.. steps];
    }

    private static void Add(Plan plan, int depth, TraceRecorder trace, PlanReads reads, List<CelStep> steps)
    {
        if (plan is Plan.Constant)
        {
            return;
        }

        (Values.CelValue value, int count) = trace.Of(plan.Id);
        steps.Add(new CelStep(plan.Span.Start, plan.Span.Length, depth, value, count, reads.Of(plan)));
        foreach (Plan part in Parts(plan).OrderBy(part => part.Span.Start))
        {
            Add(part, depth + 1, trace, reads, steps);
        }
    }

    /// <summary>The parts of a node, without a variable whose fields it names: that is no step of its own.</summary>
    internal static IEnumerable<Plan> Parts(Plan plan) => plan switch
    {
        Plan.Path path => path.Operand is Plan.Variable ? [] : [path.Operand],
        Plan.OptionalField field => [field.Operand],
        Plan.HasField field => [field.Operand],
        Plan.Index index => [index.Operand, index.Key],
        Plan.Not not => [not.Operand],
        Plan.Negate negate => [negate.Operand],
        Plan.Arithmetic operation => [operation.Left, operation.Right],
        Plan.Comparison comparison => [comparison.Left, comparison.Right],
        Plan.Equality equality => [equality.Left, equality.Right],
        Plan.Membership membership => [membership.Element, membership.Collection],
        Plan.Logical logical => logical.Operands,
        Plan.Conditional conditional => [conditional.Condition, conditional.Then, conditional.Else],
        Plan.Call call => call.Arguments,
        Plan.Matches matches => [matches.Text],
        Plan.OptionalOr or => [or.Optional, or.Alternative],
        Plan.List list => list.Elements,
        Plan.Map map => map.Keys.Concat(map.Values),
        Plan.Loop loop => loop.Filter is null ? [loop.Range, loop.Body] : [loop.Range, loop.Filter, loop.Body],
        Plan.Bind bind => [bind.Value, bind.Body],
        Plan.Block block => [.. block.Slots, block.Result],
        Plan.OptionalMap map => [map.Target, map.Body],
        Plan.Constant or Plan.Variable or Plan.Local or Plan.Unresolved => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
