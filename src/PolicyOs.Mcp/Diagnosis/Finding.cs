namespace PolicyOs.Mcp.Diagnosis;

/// <summary>One thing that <c>policyos doctor</c> looked at.</summary>
/// <param name="Subject">What was looked at.</param>
/// <param name="Grade">How it is.</param>
/// <param name="Text">What was found, for people.</param>
internal sealed record Finding(string Subject, Grade Grade, string Text);
