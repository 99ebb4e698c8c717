using System.Collections.Frozen;
using System.Text.Json;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Whether an operator's act that was read back from the journal counts (spec 4.2): only when an active operator signed it.</summary>
internal sealed class OperatorBelief(IJournalStore journal, string bundleStream) : IDisposable
{
    // Acts that only operators take; approvals are decided at clients too, which the event's channel says.
    private static readonly FrozenSet<string> s_acts = new[]
    {
        "policyos.session.killed", "policyos.session.released", "policyos.session.labelled", "policyos.call.resolved",
    }.ToFrozenSet(StringComparer.Ordinal);

    // What only the gateway writes and what would open something: from another process it is somebody's word, whatever channel it names.
    private static readonly FrozenSet<string> s_gateways = new[]
    {
        "policyos.approval.decided", "policyos.call.committed", "policyos.call.failed",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private OperatorRoster _roster = OperatorRoster.Empty(journal.Id);
    private long _read;

    /// <summary>Why an event does not count; null for one that does, or that needs no operator's signature.</summary>
    /// <param name="e">The event, read back.</param>
    /// <param name="isForeign">Whether another process appended it while this one serves the stream.</param>
    public async ValueTask<ActVerdict?> WhyNotAsync(JournalEvent e, bool isForeign)
    {
        string type = e.Draft.Type;
        if (!s_acts.Contains(type) && !(isForeign && s_gateways.Contains(type)) && !(type == "policyos.approval.decided" && IsOperators(e)))
        {
            return null;
        }

        ActVerdict verdict = (await RosterAsync()).Judge(e);
        return verdict.IsBelieved ? null : verdict;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // Anything but the client's own channel has to be signed.
    private static bool IsOperators(JournalEvent e)
    {
        JsonElement data = JsonElement.Parse(e.Draft.Data.Span);
        return !(data.TryGetProperty("channel"u8, out JsonElement channel) && channel.ValueKind == JsonValueKind.String && channel.GetString()!.Equals("client", StringComparison.OrdinalIgnoreCase));
    }

    private async ValueTask<OperatorRoster> RosterAsync()
    {
        await _turn.WaitAsync();
        try
        {
            await foreach (JournalEvent e in journal.ReadAsync(bundleStream, _read + 1, CancellationToken.None))
            {
                _roster = _roster.Apply(e).Roster;
                _read = e.Sequence;
            }

            return _roster;
        }
        finally
        {
            _turn.Release();
        }
    }
}
