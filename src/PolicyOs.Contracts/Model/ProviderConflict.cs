using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>Things that a provider does not take together.</summary>
/// <param name="Source">As written.</param>
/// <param name="Conditions">Found when all of them are.</param>
public sealed record ProviderConflict(string Source, ImmutableArray<ProviderCondition> Conditions);
