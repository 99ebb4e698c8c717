namespace PolicyOs.Engine.Decisions;

/// <summary>The verdict of one check that ran.</summary>
/// <param name="Row">The row of the table in spec 2.1.</param>
/// <param name="Check">Its stable name.</param>
/// <param name="Verdict">What it said.</param>
/// <param name="Code">The code when it denied.</param>
public readonly record struct CheckTrace(int Row, string Check, CheckVerdict Verdict, DecisionCode? Code);
