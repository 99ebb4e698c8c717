using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>A phase of the session; its number is its index in <see cref="SessionContract.Phases"/>.</summary>
/// <param name="Name">As written.</param>
/// <param name="IsTerminal">No edge leaves it.</param>
/// <param name="Next">Phase numbers that edges lead to.</param>
public sealed record Phase(string Name, bool IsTerminal, ImmutableArray<int> Next);
