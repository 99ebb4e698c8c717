namespace PolicyOs.Journal;

/// <summary>
/// Whether a journal can keep its promises. While it is degraded, appends that ask for <see cref="Durability.Synced"/> are refused, so
/// that nothing which must be on disk before its effect goes out; the others are still tried.
/// </summary>
/// <param name="Fault">What is wrong; <see cref="JournalFault.None"/> when nothing is.</param>
/// <param name="Message">What is wrong and what to do; empty when nothing is.</param>
public sealed record JournalHealth(JournalFault Fault, string Message)
{
    /// <summary>Nothing is wrong.</summary>
    public static JournalHealth Good { get; } = new(JournalFault.None, "");

    /// <summary>Whether appends that must be durable are refused.</summary>
    public bool IsDegraded => Fault is not (JournalFault.None or JournalFault.Anchors);
}
