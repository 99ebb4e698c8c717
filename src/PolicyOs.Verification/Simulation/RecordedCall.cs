using System.Text.Json;
using PolicyOs.Engine.Decisions;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>Everything that a session's stream says of one call.</summary>
/// <param name="first">The event of its first decision.</param>
/// <param name="hashes">The arguments' hash of every reserved call of the journal.</param>
internal sealed class RecordedCall(RecordedEvent first, IReadOnlyDictionary<string, string> hashes)
{
    private readonly Trail _trail = new();

    /// <summary>Its id.</summary>
    public string Id { get; } = first.Text("call")!;

    /// <summary>Its tool as the client wrote it.</summary>
    public string Tool { get; } = first.Text("tool")!;

    /// <summary>The hash of the arguments that it was proposed with, before any approver's edits.</summary>
    public string ArgumentsHash { get; } = first.Text("arguments") ?? hashes.GetValueOrDefault(first.Text("replay_of") ?? string.Empty, string.Empty);

    /// <summary>When it was first decided.</summary>
    public DateTimeOffset At { get; } = first.At;

    /// <summary>The row that its first decision came to: past it, what earlier rows had to say is known. Above all rows when it came through.</summary>
    public int Row { get; } = RowOf(first);

    /// <summary>The code of its first decision; null when it was let through or asked for.</summary>
    public string? FirstCode { get; } = first.Text("code");

    /// <summary>Its reservation; null when there is none.</summary>
    public RecordedEvent? Reserved { get; private set; }

    /// <summary>How it was settled; null when it was not, or the record ends before.</summary>
    public RecordedEvent? Settled { get; private set; }

    /// <summary>What happened, in words.</summary>
    public string Before => _trail.ToString();

    /// <summary>Takes one of its events.</summary>
    public void Take(RecordedEvent e)
    {
        switch (e.Type)
        {
            case "policyos.call.denied":
                _trail.Denied(e.Text("code")!);
                break;
            case "policyos.call.asked":
                _trail.Asked();
                break;
            case "policyos.call.replayed":
                _trail.Replayed();
                break;
            case "policyos.call.reserved":
                Reserved = e;
                _trail.Allowed(WouldOf(e));
                break;
            case "policyos.call.committed" or "policyos.call.failed" or "policyos.call.in_doubt":
                Settled = e;
                _trail.Settled(KindOf(e), e.Text("code"));
                break;
        }
    }

    /// <summary>How a settling event says that the call ended.</summary>
    public static CallSettlement KindOf(RecordedEvent e) => e.Type switch
    {
        "policyos.call.committed" => CallSettlement.Committed,
        "policyos.call.failed" => CallSettlement.Failed,
        _ => CallSettlement.InDoubt,
    };

    private static string? WouldOf(RecordedEvent e) =>
        e.Data.TryGetProperty("would_deny"u8, out JsonElement would) || e.Data.TryGetProperty("would_ask"u8, out would) ? would.GetProperty("code"u8).GetString() : null;

    private static int RowOf(RecordedEvent e) => e.Type != "policyos.call.denied" ? int.MaxValue : CheckRows.Of(e.Text("check")!);
}
