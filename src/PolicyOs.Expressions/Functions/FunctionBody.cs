using PolicyOs.Expressions.Evaluation;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Functions;

/// <summary>
/// What a function does with arguments of the kinds its overload declares; strings are already read. Returns a value or an error without
/// a place, and pays before it works in proportion to an argument.
/// </summary>
internal delegate CelValue FunctionBody(ReadOnlySpan<CelValue> arguments, ref CostBudget budget);
