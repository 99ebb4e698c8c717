namespace PolicyOs.Engine.Events.Codec;

/// <summary>A form made of two functions.</summary>
internal sealed class EventForm<TEvent>(string name, Action<EventFields, TEvent> write, Func<EventData, DateTimeOffset, TEvent?> read) : IEventForm
    where TEvent : EngineEvent
{
    public string Type => "policyos." + name;

    public Type Event => typeof(TEvent);

    public void Write(EventFields fields, EngineEvent e) => write(fields, (TEvent)e);

    public EngineEvent? Read(EventData data, DateTimeOffset at) => read(data, at);
}
