namespace PolicyOs.Journal.Audit;

/// <summary>What verification found.</summary>
/// <param name="Faults">In the order of the file, the first hundred; the first is where an edit shows first.</param>
/// <param name="Events">Events in the file.</param>
/// <param name="Anchors">Anchors whose signature holds.</param>
/// <param name="UnanchoredEvents">Events after the last of those: nothing says that they are all, or that they were written so.</param>
/// <param name="AnchoredAt">The time of the last of those; null when there is none.</param>
/// <param name="Journal">The journal's id; null when the header is unreadable.</param>
/// <param name="KeyFromFile">Whether the public key was taken from the file itself, so that only a fault against its own key would show.</param>
public sealed record AuditReport(
    IReadOnlyList<AuditFault> Faults,
    long Events,
    long Anchors,
    long UnanchoredEvents,
    DateTimeOffset? AnchoredAt,
    string? Journal,
    bool KeyFromFile)
{
    /// <summary>Whether no fault was found.</summary>
    public bool Holds => Faults.Count == 0;
}
