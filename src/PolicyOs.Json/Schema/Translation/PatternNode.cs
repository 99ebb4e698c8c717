namespace PolicyOs.Json.Schema.Translation;

/// <summary>The syntax tree of a pattern; a closed hierarchy. Characters are code points, and a single one is a set of one.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    public sealed record Set(CodePointSet Members) : PatternNode;

    public sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode;

    public sealed record Choice(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <param name="Item">What is repeated.</param>
    /// <param name="Min">At least so often.</param>
    /// <param name="Max">At most so often; null for any number.</param>
    /// <param name="Lazy">Shortest first; matters to captures only.</param>
    public sealed record Repeat(PatternNode Item, int Min, int? Max, bool Lazy) : PatternNode;

    public sealed record Capture(int Number, PatternNode Item) : PatternNode;

    public sealed record Start : PatternNode;

    public sealed record End : PatternNode;

    public sealed record Boundary(bool Negated) : PatternNode;

    public sealed record Look(bool Ahead, bool Negated, PatternNode Item) : PatternNode;

    public sealed record Back(int Number) : PatternNode;
}
