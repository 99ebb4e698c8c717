using System.Collections.Immutable;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Verification.Explain;

/// <summary>One check of the table in spec 2.1 in an explanation.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Name">Its stable name.</param>
/// <param name="Verdict">What it said; null when an earlier check stopped the call and it did not run.</param>
/// <param name="Code">The code when it denied or asked.</param>
/// <param name="Parts">What it found: path, expected, actual, seats.</param>
public sealed record ExplainedCheck(int Row, string Name, CheckVerdict? Verdict, DecisionCode? Code, ImmutableArray<ExplainedPart> Parts);
