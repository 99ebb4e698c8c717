using System.Collections.Frozen;
using System.Text.Json;
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
    /// <param name="isForeign">Whether another process appended it while this one serves the stream; a client's yes does not count either way.</param>
    public async ValueTask<ActVerdict?> WhyNotAsync(JournalEvent e, bool isForeign)
    {
        if (!OperatorActTypes.IsAct(e) && !OperatorActTypes.IsClientsYes(e) && !(isForeign && s_gateways.Contains(e.Draft.Type)))
        {
            return null;
        }

        ActVerdict verdict = (await RosterAsync()).Judge(e);
        return verdict.By is not { } by ? verdict : WhyNotTheirs(e, by) is { } why ? new ActVerdict(null, why) : null;
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    // A signature says who acted; that they decided as themself, and with no role but their own, is in what they signed.
    private static string? WhyNotTheirs(JournalEvent e, Operator by)
    {
        if (e.Draft.Type != "policyos.approval.decided")
        {
            return null;
        }

        JsonElement data = JsonElement.Parse(e.Draft.Data.Span);
        if (!data.TryGetProperty("approver"u8, out JsonElement approver) || approver.ValueKind != JsonValueKind.String || approver.GetString() != by.Name)
        {
            return $"{by.Name} has signed it as somebody else's decision";
        }

        return data.TryGetProperty("roles"u8, out JsonElement roles) && roles.ValueKind == JsonValueKind.Array
            && roles.EnumerateArray().All(role => role.ValueKind == JsonValueKind.String && by.Roles.Contains(role.GetString()!))
            && !(data.TryGetProperty("groups"u8, out JsonElement groups) && groups.ValueKind == JsonValueKind.Array && groups.GetArrayLength() > 0)
                ? null
                : $"it claims roles or groups that {by.Name} was not enrolled with";
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
