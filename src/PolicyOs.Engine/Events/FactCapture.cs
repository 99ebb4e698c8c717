namespace PolicyOs.Engine.Events;

/// <summary>What a commit establishes for preconditions.</summary>
/// <param name="Fact">Number of the prior fact.</param>
/// <param name="Entity">Digest of the entity; zero for a fact without one.</param>
/// <param name="Holds">Whether the output satisfied what the fact asks of it.</param>
public readonly record struct FactCapture(int Fact, UInt128 Entity, bool Holds);
