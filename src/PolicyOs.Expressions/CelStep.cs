using System.Collections.Immutable;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions;

/// <summary>A sub-expression in an explanation.</summary>
/// <param name="Offset">Where it starts in the source, in UTF-16 units.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Depth">How deep it lies in the whole, which is 0.</param>
/// <param name="Value">Its value, the last one inside a loop; Unset when it was not evaluated.</param>
/// <param name="Evaluations">How often it was evaluated; 0 when something decided before it.</param>
/// <param name="Reads">What of the variables the value depends on.</param>
public sealed record CelStep(int Offset, int Length, int Depth, CelValue Value, int Evaluations, ImmutableArray<CelRead> Reads);
