namespace PolicyOs.Expressions.Patterns;

/// <summary>A step of a compiled pattern; places in the program are indexes.</summary>
internal abstract record Instruction
{
    private Instruction()
    {
    }

    /// <summary>Takes one code point of a set and goes to the next instruction.</summary>
    public sealed record Take(CodePointSet Set) : Instruction;

    /// <summary>Goes on at both places.</summary>
    public sealed record Split(int First, int Second) : Instruction;

    /// <summary>Goes on elsewhere.</summary>
    public sealed record Jump(int Target) : Instruction;

    /// <summary>Goes to the next instruction where the place fits.</summary>
    public sealed record Check(PatternPlace Place) : Instruction;

    /// <summary>The pattern is found.</summary>
    public sealed record Found : Instruction;
}
