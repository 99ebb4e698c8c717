namespace PolicyOs.Engine.Explanations;

/// <summary>A sub-expression with its value.</summary>
/// <param name="Text">As written.</param>
/// <param name="Offset">Where it starts in the source, in UTF-16 units.</param>
/// <param name="Depth">How deep it lies in the whole, which is 0.</param>
/// <param name="Value">Its value as CEL writes it, the last one inside a loop, without secrets, and <c>[REDACTED:sensitive]</c> where it depends on a
/// sensitive argument; null when it was not evaluated.</param>
/// <param name="Evaluations">How often it was evaluated; 0 when something decided before it.</param>
public sealed record ExpressionStep(string Text, int Offset, int Depth, string? Value, int Evaluations);
