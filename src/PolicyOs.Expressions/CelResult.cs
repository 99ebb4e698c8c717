using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions;

/// <summary>What an evaluation came to: a value, or the error and the sub-expression it is from.</summary>
/// <param name="Value">The value; an error value when <see cref="Error"/> is set.</param>
/// <param name="Cost">The units that were spent.</param>
public readonly record struct CelResult(CelValue Value, long Cost)
{
    /// <summary>Why there is no value; null when there is one.</summary>
    public CelError? Error => Value.Error;

    /// <summary>The truth of a condition; null when the value is no bool, or there is none: the caller denies.</summary>
    public bool? Truth => Value.Kind == CelKind.Bool ? Value.AsBool : null;
}
