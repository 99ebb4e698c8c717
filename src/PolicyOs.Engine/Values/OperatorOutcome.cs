namespace PolicyOs.Engine.Values;

/// <summary>What an operator says of one value.</summary>
internal enum OperatorOutcome
{
    /// <summary>It holds.</summary>
    Satisfied,

    /// <summary>It does not hold.</summary>
    Failed,

    /// <summary>It cannot be asked of this value: not a number, not a string, a number beyond what is read.</summary>
    WrongType,

    /// <summary>It compares with a slot that holds nothing.</summary>
    Unbound,
}
