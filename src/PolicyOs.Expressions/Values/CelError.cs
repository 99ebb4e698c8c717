namespace PolicyOs.Expressions.Values;

/// <summary>Why an evaluation has no value, and where: the sub-expression that failed, as a place in the source.</summary>
/// <param name="Message">What happened, in the house style of messages.</param>
/// <param name="Offset">Where the failing sub-expression starts, in UTF-16 units; -1 before the evaluator has attached it.</param>
/// <param name="Length">How long that sub-expression is.</param>
/// <param name="Stopped">The evaluation was stopped, by its budget or at a value it cannot walk; no operator absorbs this error.</param>
public sealed record CelError(string Message, int Offset, int Length, bool Stopped = false);
