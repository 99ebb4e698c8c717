namespace PolicyOs.Json.Path.Syntax;

/// <summary>A selector as written (RFC 9535 section 2.3).</summary>
internal abstract record SelectorSyntax
{
    private SelectorSyntax()
    {
    }

    /// <summary>The step of a selector that selects one child at most.</summary>
    public PathStep? SingularStep() => this switch
    {
        Name name => new PathStep(name.Value),
        Index index => new PathStep(index.Value),
        _ => null,
    };

    /// <summary><c>'name'</c>.</summary>
    internal sealed record Name(string Value) : SelectorSyntax;

    /// <summary><c>*</c>.</summary>
    internal sealed record Wildcard : SelectorSyntax;

    /// <summary><c>0</c>, <c>-1</c>.</summary>
    internal sealed record Index(long Value) : SelectorSyntax;

    /// <summary><c>start:end:step</c>.</summary>
    internal sealed record Slice(long? Start, long? End, long? Step) : SelectorSyntax;

    /// <summary><c>?expression</c>.</summary>
    internal sealed record Filter(ExpressionSyntax Condition) : SelectorSyntax;
}
