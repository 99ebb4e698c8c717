namespace PolicyOs.Engine.State;

/// <summary>The fold of a session's stream.</summary>
public sealed record SessionState;
