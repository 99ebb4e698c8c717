using System.Collections.Immutable;
using PolicyOs.Json.Path;

namespace PolicyOs.Contracts.Model;

/// <summary>Every node at the path satisfies every operator; a missing path fails unless <c>exists: false</c>.</summary>
public sealed record Invariant(JsonPath Path, ImmutableArray<Operator> Operators);
