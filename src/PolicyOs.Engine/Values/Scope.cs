using System.Collections.Immutable;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Values;

/// <summary>What operators may read beside the value.</summary>
/// <param name="Environment">Environment variables by number; null where unset.</param>
/// <param name="Slots">Slots by number.</param>
internal readonly record struct Scope(ImmutableArray<string?> Environment, ImmutableArray<SlotValue?> Slots);
