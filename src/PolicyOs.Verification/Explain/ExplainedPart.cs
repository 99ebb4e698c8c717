using System.Collections.Immutable;

namespace PolicyOs.Verification.Explain;

/// <summary>Something that a check looked at or asks for, with what it is made of: a rule, a seat, a sub-expression.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">What it was; null when its parts say it.</param>
/// <param name="Parts">What is under it.</param>
public sealed record ExplainedPart(string Name, string? Value, ImmutableArray<ExplainedPart> Parts)
{
    /// <summary>A part without parts.</summary>
    public ExplainedPart(string name, string? value)
        : this(name, value, [])
    {
    }
}
