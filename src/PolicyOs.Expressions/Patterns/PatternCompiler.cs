namespace PolicyOs.Expressions.Patterns;

/// <summary>Thompson's construction: repetitions are written out, so the program's size bounds the work for each code point of a text.</summary>
internal sealed class PatternCompiler
{
    /// <summary>Programs beyond this are refused, as RE2 refuses patterns beyond its memory limit.</summary>
    private const int MaxInstructions = 10_000;

    private readonly List<Instruction> _program = [];

    /// <summary>The program; null when it would be too large.</summary>
    public static Instruction[]? Compile(PatternNode root)
    {
        var compiler = new PatternCompiler();
        compiler.Emit(root);
        compiler._program.Add(new Instruction.Found());
        return compiler.IsFull ? null : [.. compiler._program];
    }

    private bool IsFull => _program.Count > MaxInstructions;

    private void Emit(PatternNode node)
    {
        if (IsFull)
        {
            return;
        }

        switch (node)
        {
            case PatternNode.One one:
                _program.Add(new Instruction.Take(one.Set));
                break;
            case PatternNode.At at:
                _program.Add(new Instruction.Check(at.Place));
                break;
            case PatternNode.Sequence sequence:
                Array.ForEach(sequence.Parts, Emit);
                break;
            case PatternNode.Choice choice:
                EmitChoice(choice.Branches);
                break;
            case PatternNode.Repeat repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitChoice(PatternNode[] branches)
    {
        List<int> ends = [];
        for (int i = 0; i < branches.Length - 1; i++)
        {
            int split = Reserve();
            Emit(branches[i]);
            ends.Add(Reserve());
            _program[split] = new Instruction.Split(split + 1, _program.Count);
        }

        Emit(branches[^1]);
        ends.ForEach(end => _program[end] = new Instruction.Jump(_program.Count));
    }

    private void EmitRepeat(PatternNode.Repeat repeat)
    {
        for (int i = 0; i < repeat.Minimum && !IsFull; i++)
        {
            Emit(repeat.Part);
        }

        if (repeat.Maximum is null)
        {
            int split = Reserve();
            Emit(repeat.Part);
            _program.Add(new Instruction.Jump(split));
            _program[split] = new Instruction.Split(split + 1, _program.Count);
            return;
        }

        List<int> exits = [];
        for (int i = repeat.Minimum; i < repeat.Maximum && !IsFull; i++)
        {
            exits.Add(Reserve());
            Emit(repeat.Part);
        }

        exits.ForEach(exit => _program[exit] = new Instruction.Split(exit + 1, _program.Count));
    }

    private int Reserve()
    {
        _program.Add(new Instruction.Jump(0));
        return _program.Count - 1;
    }
}
