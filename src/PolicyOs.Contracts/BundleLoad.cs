using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts;

/// <summary>What reading a bundle gave.</summary>
/// <param name="Bundle">Null when any finding is an error.</param>
/// <param name="Diagnostics">Sorted by file and position.</param>
public sealed record BundleLoad(CompiledBundle? Bundle, ImmutableArray<Diagnostic> Diagnostics);
