using System.Collections.Frozen;
using PolicyOs.Journal;
using PolicyOs.Journal.Operators;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Whether an operator's act that was read back from the journal counts (spec 4.2): only when an active operator signed it.</summary>
internal sealed class OperatorBelief(IJournalStore journal, string bundleStream) : IDisposable
{
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
        if (!OperatorActTypes.IsAct(e) && !(isForeign && s_gateways.Contains(e.Draft.Type)))
        {
            return null;
        }

        ActVerdict verdict = (await RosterAsync()).Judge(e);
        return verdict.IsBelieved ? null : verdict;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

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
