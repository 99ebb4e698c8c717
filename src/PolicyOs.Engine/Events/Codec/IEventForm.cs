namespace PolicyOs.Engine.Events.Codec;

/// <summary>How one type of event is written and read.</summary>
internal interface IEventForm
{
    /// <summary>The name in the journal.</summary>
    string Type { get; }

    /// <summary>The case of <see cref="EngineEvent"/>.</summary>
    Type Event { get; }

    void Write(EventFields fields, EngineEvent e);

    /// <summary>Null for a call of a tool that the bundle no longer has.</summary>
    EngineEvent? Read(EventData data, DateTimeOffset at);
}
