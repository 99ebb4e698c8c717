namespace PolicyOs.Expressions.Syntax;

/// <summary>A piece of the source, in UTF-16 units.</summary>
internal readonly record struct SourceSpan(int Start, int Length)
{
    public int End => Start + Length;

    /// <summary>From the start of this span to the end of another.</summary>
    public SourceSpan To(SourceSpan last) => new(Start, last.End - Start);
}
