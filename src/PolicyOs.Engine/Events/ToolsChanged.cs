using System.Collections.Immutable;

namespace PolicyOs.Engine.Events;

/// <summary>The client was told that other tools are visible now; changes no state.</summary>
/// <param name="Visible">Names of the tools that are.</param>
public sealed record ToolsChanged(ImmutableArray<string> Visible) : EngineEvent;
