using System.Collections.Frozen;
using PolicyOs.Engine.Definitions;

namespace PolicyOs.Gateway.Pinning;

/// <summary>What of a server's offer differs from its pins (spec 3.6).</summary>
/// <param name="Server">Why nothing of the server can be believed; null when it is the server that was pinned.</param>
/// <param name="MayInstruct">Whether its instructions are the pinned ones.</param>
/// <param name="Differing">Definitions that are quarantined, with the reason.</param>
/// <param name="NewTools">Names of tools that it did not have when it was pinned and that the contract does not declare; compared without case.</param>
internal sealed record OfferVerdict(
    string? Server, bool MayInstruct, FrozenDictionary<(PinnedKind Kind, string Key), string> Differing, FrozenSet<string> NewTools)
{
    /// <summary>Why a definition may not be used; null when it may.</summary>
    public string? WhyNot(PinnedKind kind, string key) => Server ?? Differing.GetValueOrDefault((kind, key));
}
