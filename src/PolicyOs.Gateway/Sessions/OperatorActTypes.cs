using System.Text.Json;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Events that only an operator's signature makes true (spec 4.2).</summary>
public static class OperatorActTypes
{
    /// <summary>Whether an event is such an act.</summary>
    public static bool IsAct(JournalEvent e) => e.Draft.Type switch
    {
        "policyos.session.killed" or "policyos.session.released" or "policyos.session.labelled" or "policyos.call.resolved" => true,

        // Approvals are decided at clients too, which the event's channel says; anything but that has to be signed.
        "policyos.approval.decided" => !IsClients(e),
        _ => false,
    };

    /// <summary>
    /// Whether an event says that the person at a client allowed a call. Nobody signs that, so it counts in the process that heard it and in
    /// no other: read back, anybody may have written it.
    /// </summary>
    internal static bool IsClientsYes(JournalEvent e) => e.Draft.Type == "policyos.approval.decided" && IsClients(e) && !Says(e, "choice"u8, "deny");

    private static bool IsClients(JournalEvent e) => Says(e, "channel"u8, "client");

    private static bool Says(JournalEvent e, ReadOnlySpan<byte> member, string word) =>
        JsonElement.Parse(e.Draft.Data.Span).TryGetProperty(member, out JsonElement value) && value.ValueKind == JsonValueKind.String
        && value.GetString()!.Equals(word, StringComparison.OrdinalIgnoreCase);
}
