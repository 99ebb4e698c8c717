using PolicyOs.Expressions;

namespace PolicyOs.Contracts.Model;

/// <summary>A rule of policies/*.yaml as one tool has it (spec 1.7).</summary>
/// <param name="Id">Unique in the bundle.</param>
/// <param name="Condition">Yields bool; it reads the variables of <see cref="RuleVariables"/>.</param>
/// <param name="Message">The author's words; null when not given.</param>
/// <param name="Approval">What a call that does not meet the condition waits for; null when it is denied.</param>
public sealed record Rule(string Id, CelProgram Condition, string? Message, Checkpoint? Approval);
