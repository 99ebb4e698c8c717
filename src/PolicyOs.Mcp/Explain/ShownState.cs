using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Secrets;
using PolicyOs.Engine.State;

namespace PolicyOs.Mcp.Explain;

/// <summary>What of a state a person may see, in words: where a call would begin.</summary>
internal static class ShownState
{
    /// <summary>Names and values, in a fixed order; those that say nothing are left out.</summary>
    public static ImmutableArray<(string Name, string Value)> Of(CompiledBundle bundle, Facts facts)
    {
        SessionState session = facts.Session;
        (string Name, string Value)[] rows =
        [
            ("session", session.Head.Id),
            ("principal", Principal(facts.Principal)),
            ("tenant", facts.Principal.Tenant),
            ("purpose", session.Head.Purpose ?? string.Empty),
            ("mode", facts.Mode.ToString().ToLowerInvariant()),
            ("now", facts.Now.UtcDateTime.ToString("O")),
            ("state", session.Liveness.ToString().ToLowerInvariant()),
            ("phase", session.Phase < 0 ? string.Empty : bundle.Session.Phases[session.Phase].Name),
            ("labels", string.Join(", ", session.LabelNames(bundle))),
            ("steps", $"{session.Steps}"),
            ("calls", $"{session.ToolCalls}"),
            ("commits", $"{session.Commits}"),
            ("cost", session.Cost.Sign == 0 ? string.Empty : $"{session.Cost} USD"),
            .. bundle.Tools.Where(tool => session.CallsOf(bundle, tool.Number) > 0).Select(tool => ($"calls of {tool.Name}", $"{session.CallsOf(bundle, tool.Number)}")),
            .. Enumerable.Range(0, bundle.Slots.Length).Where(slot => session.Slot(slot) is not null).Select(slot => ($"bound {bundle.Slots[slot]}", Slot(bundle, session, slot))),
            .. bundle.Tools.Where(tool => session.IsForbidden(tool.Number)).Select(tool => ("forbidden from now on", tool.Name)),
            .. session.Open.Select(open => (open.IsInDoubt ? "in doubt" : "under way", $"{bundle.Tools[open.Reserved.Tool].Name} ({open.Reserved.CallId})")),
            .. session.Approvals.Select(approval => ($"approval {approval.Status.ToString().ToLowerInvariant()}", $"{approval.Presentation.Tool} ({approval.Id})")),
        ];
        return [.. rows.Where(static row => row.Value.Length > 0)];
    }

    private static string Principal(Principal principal) =>
        principal.Roles.IsEmpty ? $"{principal.Id} ({principal.Type})" : $"{principal.Id} ({principal.Type}; {string.Join(", ", principal.Roles)})";

    // A slot that some tool fills from a sensitive place is not shown, whoever filled it.
    private static string Slot(CompiledBundle bundle, SessionState session, int slot)
    {
        bool isSensitive = bundle.Tools.Any(tool => tool.Contract is { } contract
            && contract.Binds.Any(bind => bind.Slot == slot && contract.Sensitive.Any(path => bind.Path.ToString().StartsWith(path.ToString(), StringComparison.Ordinal))));
        JsonElement value = session.Slot(slot)!.Value;
        return isSensitive ? Masking.Sensitive : Masking.ForPeople(value, []).GetRawText();
    }
}
