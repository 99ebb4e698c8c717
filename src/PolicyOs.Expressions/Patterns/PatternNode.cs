namespace PolicyOs.Expressions.Patterns;

/// <summary>A parsed regular expression. Groups and laziness are gone: only whether a text matches is ever asked.</summary>
internal abstract record PatternNode
{
    private PatternNode()
    {
    }

    /// <summary>One code point of a set.</summary>
    public sealed record One(CodePointSet Set) : PatternNode;

    /// <summary>All parts, one after another; none is the empty text.</summary>
    public sealed record Sequence(PatternNode[] Parts) : PatternNode;

    /// <summary>Any of the branches.</summary>
    public sealed record Choice(PatternNode[] Branches) : PatternNode;

    /// <summary>Between <paramref name="Minimum"/> and <paramref name="Maximum"/> times; no maximum is null.</summary>
    public sealed record Repeat(PatternNode Part, int Minimum, int? Maximum) : PatternNode;

    /// <summary>A place in the text.</summary>
    public sealed record At(PatternPlace Place) : PatternNode;
}
