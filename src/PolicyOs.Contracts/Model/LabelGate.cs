using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>Tools that are denied while the session has a label.</summary>
public sealed record LabelGate(int Label, ImmutableArray<int> DenyTools, string Reason);
