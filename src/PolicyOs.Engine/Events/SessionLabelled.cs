using System.Collections.Immutable;

namespace PolicyOs.Engine.Events;

/// <summary>Labels are added from outside a call.</summary>
/// <param name="Labels">Their names; names that the bundle does not know are kept and gate nothing.</param>
/// <param name="By">The operator, parent session or resource.</param>
public sealed record SessionLabelled(ImmutableArray<string> Labels, string By) : EngineEvent;
