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

    private static bool IsClients(JournalEvent e)
    {
        JsonElement data = JsonElement.Parse(e.Draft.Data.Span);
        return data.TryGetProperty("channel"u8, out JsonElement channel) && channel.ValueKind == JsonValueKind.String
            && channel.GetString()!.Equals("client", StringComparison.OrdinalIgnoreCase);
    }
}
