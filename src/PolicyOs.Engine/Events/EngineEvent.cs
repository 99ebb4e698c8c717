namespace PolicyOs.Engine.Events;

/// <summary>A fact that states are folded from (spec 5.1). A closed hierarchy: every case is in this folder.</summary>
public abstract record EngineEvent
{
    private protected EngineEvent()
    {
    }

    /// <summary>When it was decided. Part of the data, so that reading a stream back gives the very state that the writer had.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The streams that it is appended to, all or none.</summary>
    public virtual EventStreams Streams => EventStreams.Session;
}
