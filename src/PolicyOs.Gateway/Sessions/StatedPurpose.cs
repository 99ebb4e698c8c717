using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.State;

namespace PolicyOs.Gateway.Sessions;

/// <summary>What a client says that its session is for, where the contract lets it say so (spec 3.4, <c>purpose_source: client</c>).</summary>
internal static class StatedPurpose
{
    /// <summary>Reads the purpose of a request's params; the error says what is wrong with it.</summary>
    public static (string? Purpose, string? Error) Read(JsonElement? parameters)
    {
        if (parameters is not { ValueKind: JsonValueKind.Object } p || !p.TryGetProperty("_meta"u8, out JsonElement meta) || meta.ValueKind != JsonValueKind.Object
            || !meta.TryGetProperty("policyos/purpose"u8, out JsonElement value))
        {
            return (null, null);
        }

        return value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0
            ? (value.GetString(), null)
            : (null, "`_meta[\"policyos/purpose\"]` must be a string that says something");
    }

    /// <summary>
    /// Why a session cannot be for what its client says: the contract has to know the purpose, an operator's comes first, and none ever
    /// changes. Null where it can, and where the contract leaves the purpose to the operator: what the client says is nothing then.
    /// </summary>
    /// <param name="bundle">The contract.</param>
    /// <param name="session">The fold of the session's stream.</param>
    /// <param name="given">The operator's; null when there is none.</param>
    /// <param name="stated">The client's; null when it says nothing.</param>
    public static string? WhyNot(CompiledBundle bundle, SessionState session, string? given, string? stated)
    {
        if (stated is null || !bundle.Session.PurposeFromClient)
        {
            return null;
        }

        if (session.Version > 0)
        {
            string known = session.Head.Purpose is { } purpose ? $"is for `{purpose}`" : "was opened for no purpose";
            return session.Head.Purpose == stated ? null : $"this session {known}, and what a session is for never changes";
        }

        return given is not null
            ? given == stated ? null : $"the operator says what sessions are for here: `{given}`"
            : bundle.Session.Purposes.Contains(stated) ? null : $"the contract does not know this purpose; it knows {string.Join(", ", bundle.Session.Purposes)}";
    }
}
