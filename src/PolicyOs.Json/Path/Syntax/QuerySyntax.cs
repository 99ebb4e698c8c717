namespace PolicyOs.Json.Path.Syntax;

/// <summary>A query as written: <c>$</c> or <c>@</c>, and its segments.</summary>
internal sealed record QuerySyntax(bool IsRelative, IReadOnlyList<SegmentSyntax> Segments, int Position)
{
    /// <summary>The steps of a singular query; null where it is not one.</summary>
    public PathStep[]? SingularSteps()
    {
        var steps = new PathStep[Segments.Count];
        for (int i = 0; i < steps.Length; i++)
        {
            if (Segments[i] is not { IsDescendant: false, Selectors: [SelectorSyntax selector] } || selector.SingularStep() is not { } step)
            {
                return null;
            }

            steps[i] = step;
        }

        return steps;
    }
}
