using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>Combinations that a provider does not take; each entry is conditions that must all be found.</summary>
public sealed record ProviderConstraint(
    string Provider,
    ImmutableArray<ImmutableArray<string>> BlockIncompatible,
    ImmutableArray<ImmutableArray<string>> WarnIncompatible,
    bool WarnFloatingAlias);
