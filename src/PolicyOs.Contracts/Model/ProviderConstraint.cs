using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>
/// What one model provider does not take (spec 1.5). Which provider a client samples with no gateway knows, so the entries of every provider hold.
/// </summary>
/// <param name="Provider">Its name in the contract, for messages.</param>
/// <param name="BlockIncompatible">A request in which any of them is found is not let through.</param>
/// <param name="WarnIncompatible">A request in which any of them is found goes on and is warned of.</param>
/// <param name="WarnFloatingAlias">Whether a model hint without a version is warned of.</param>
public sealed record ProviderConstraint(
    string Provider,
    ImmutableArray<ProviderConflict> BlockIncompatible,
    ImmutableArray<ProviderConflict> WarnIncompatible,
    bool WarnFloatingAlias);
