using System.Collections.Frozen;

namespace PolicyOs.Contracts.Model;

/// <summary>A role with every permission that it has, inherited ones included.</summary>
public sealed record Role(string Name, FrozenSet<string> Permissions);
