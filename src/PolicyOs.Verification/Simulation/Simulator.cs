using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>
/// Recorded sessions against another bundle. Every call is decided by the engine that serves calls, on the state that the other bundle
/// itself would have come to; where that would read what was not kept, nothing is said (spec 5.4).
/// </summary>
public static class Simulator
{
    /// <summary>Simulates the sessions of one journal, which share tenants' rates and idempotency keys.</summary>
    /// <param name="bundle">The other bundle.</param>
    /// <param name="sessions">The sessions, all that the journal has: one left out does not count in the others' rates.</param>
    /// <param name="shared">The events of the shared streams by name: a tenant, or <c>*</c> for <c>per: global</c> rates.</param>
    /// <param name="records">What was kept beside the journal.</param>
    /// <param name="added">What becomes of approvals that nobody was asked for.</param>
    /// <param name="progress">Told of every event; null when nobody wants to know.</param>
    public static async Task<SimulationReport> RunAsync(
        CompiledBundle bundle,
        ImmutableArray<RecordedSession> sessions,
        IReadOnlyDictionary<string, IReadOnlyList<RecordedEvent>> shared,
        IKeptRecords records,
        AddedApprovals added,
        Action? progress = null)
    {
        var world = new SimulatedWorld(bundle, records, added);
        Dictionary<string, string> hashes = [];
        foreach (RecordedEvent reserved in sessions.SelectMany(static session => session.Events).Where(static e => e.Type == "policyos.call.reserved"))
        {
            hashes[reserved.Text("call")!] = reserved.Text("arguments")!;
        }

        SimulatedSession[] simulated = [.. sessions.Select(session => new SimulatedSession(world, session, hashes))];
        foreach ((int session, RecordedEvent e) in EventOrder.Of(sessions, shared))
        {
            await simulated[session].TakeAsync(e);
            foreach ((SimulatedSession other, SimulatedCall call) in world.Waiting.ToArray())
            {
                await other.RetryAsync(call, e.At);
            }

            progress?.Invoke();
        }

        return new(
            bundle.Name,
            bundle.Digest,
            [.. simulated.Select(static session => session.Compare())],
            [.. simulated.SelectMany(static session => session.AskedBefore)],
            [.. simulated.SelectMany(static session => session.AskedAfter)],
            simulated.Sum(static session => session.Requests));
    }
}
