using System.Collections.Immutable;

namespace PolicyOs.Engine.Events;

/// <summary>A request that is no tool call was let through; one step (spec 3.1).</summary>
/// <param name="RequestId">Its id.</param>
/// <param name="Method">resources/read, prompts/get ….</param>
/// <param name="Rule">The resource pattern or prompt id that matched.</param>
/// <param name="Labels">Label numbers that it adds.</param>
public sealed record RequestAllowed(string RequestId, string Method, string Rule, ImmutableArray<int> Labels) : EngineEvent;
