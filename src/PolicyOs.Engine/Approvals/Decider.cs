using System.Collections.Immutable;

namespace PolicyOs.Engine.Approvals;

/// <summary>A person who decides; who they are has been proven before.</summary>
/// <param name="Id">Their id: an operator's name, or the principal's id for the person at the client.</param>
/// <param name="Roles">Their roles.</param>
/// <param name="Groups">Their groups.</param>
public sealed record Decider(string Id, ImmutableArray<string> Roles, ImmutableArray<string> Groups);
