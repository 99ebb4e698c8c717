using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>What a name stands for outside of macros.</summary>
internal abstract record NameReference
{
    private NameReference()
    {
    }

    /// <summary>A declared variable.</summary>
    public sealed record Variable(int Slot, CelType Type) : NameReference;

    /// <summary>A type used as a value.</summary>
    public sealed record TypeName(CelType Type) : NameReference;
}
