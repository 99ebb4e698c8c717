namespace PolicyOs.Expressions.Evaluation;

/// <summary>A plan with the room it needs.</summary>
/// <param name="Root">The plan of the whole.</param>
/// <param name="Nodes">How many ids there are.</param>
/// <param name="Locals">How many variables macros bind at once.</param>
internal sealed record PlannedSource(Plan Root, int Nodes, int Locals);
