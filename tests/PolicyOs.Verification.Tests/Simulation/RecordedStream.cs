using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Events;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Tests.Simulation;

/// <summary>Events of one stream as a journal holds them.</summary>
internal sealed class RecordedStream
{
    public List<RecordedEvent> Events { get; } = [];

    public void Append(CompiledBundle bundle, EngineEvent e) =>
        Events.Add(new(Events.Count + 1, EventCodec.TypeOf(e), JsonElement.Parse(EventCodec.Write(bundle, e)), bundle.Digest));
}
