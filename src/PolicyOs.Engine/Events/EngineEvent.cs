namespace PolicyOs.Engine.Events;

/// <summary>A fact that states are folded from (spec 5.1). A closed hierarchy;</summary>
public abstract record EngineEvent;
