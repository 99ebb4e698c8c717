namespace PolicyOs.Contracts.Model;

/// <summary>A stage by envelope number and position.</summary>
public readonly record struct EnvelopeStageReference(int Envelope, int Stage);
