using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions;

/// <summary>A variable that expressions may name.</summary>
/// <param name="Name">An identifier, or several joined by dots.</param>
/// <param name="Type">What its values are; they are taken to be so, and a value that is not makes the operation on it an error.</param>
public sealed record CelVariable(string Name, CelType Type);
