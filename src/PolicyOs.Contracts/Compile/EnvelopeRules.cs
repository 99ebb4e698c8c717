using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Which roles a constraint needs, and what goes with it (spec 1.5, the table of constraints).</summary>
internal static class EnvelopeRules
{
    internal static void Check(EnvelopeSyntax s, DiagnosticBag report)
    {
        if (s.Constraint is not { } constraint)
        {
            return;
        }

        ImmutableArray<EnvelopeRole> needed = [.. References(constraint.Value), EnvelopeRole.Constrained];
        foreach (EnvelopeRole role in needed.Where(r => s.Stages.Count > 0 && !s.Stages.Any(stage => stage.Role?.Value == r)))
        {
            report.Add(Codes.EnvelopeRoleMissing, constraint.At, $"this constraint needs a stage with role `{Word(role)}`");
        }

        foreach (EnvelopeStageSyntax stage in s.Stages)
        {
            CheckStage(stage, needed, report);
        }

        CheckBand(s, constraint, report);
        CheckKeys(s, report);
    }

    private static IEnumerable<EnvelopeRole> References(EnvelopeConstraint constraint) => constraint switch
    {
        EnvelopeConstraint.LteCeiling => [EnvelopeRole.Ceiling],
        EnvelopeConstraint.GteFloor => [EnvelopeRole.Floor],
        EnvelopeConstraint.WithinBand => [EnvelopeRole.Anchor],
        EnvelopeConstraint.MonotonicDecrease or EnvelopeConstraint.MonotonicIncrease => [EnvelopeRole.Initial],
        _ => [EnvelopeRole.Floor, EnvelopeRole.Ceiling],
    };

    private static void CheckStage(EnvelopeStageSyntax stage, ImmutableArray<EnvelopeRole> needed, DiagnosticBag report)
    {
        if (stage.Role is { } role && !needed.Contains(role.Value))
        {
            report.Add(Codes.EnvelopeRoleUnfit, role.At, $"role `{Word(role.Value)}` does not go with this constraint", $"roles it takes: {string.Join(", ", needed.Select(Word))}");
        }

        if (stage is { Role.Value: EnvelopeRole.Constrained, Source: { Value: ValueSource.Output } source })
        {
            report.Add(Codes.ConstrainedFromOutput, source.At, "a constrained stage reads arguments: its value is checked before the call");
        }
    }

    private static void CheckBand(EnvelopeSyntax s, Located<EnvelopeConstraint> constraint, DiagnosticBag report)
    {
        bool needsBand = constraint.Value == EnvelopeConstraint.WithinBand;
        if (needsBand && s.Node.Find("band") is null)
        {
            report.Add(Codes.BandUnfit, constraint.At, "`within_band` needs `band`");
        }
        else if (!needsBand && s.Node.Find("band") is { } band)
        {
            report.Add(Codes.BandUnfit, band.KeyAt, "`band` goes with `within_band` only");
        }
    }

    /// <summary>Values are compared under the same key, so every stage has as many key paths.</summary>
    private static void CheckKeys(EnvelopeSyntax s, DiagnosticBag report)
    {
        int keys = s.Stages.Count > 0 ? s.Stages[0].Key.Count : 0;
        foreach (EnvelopeStageSyntax stage in s.Stages.Skip(1).Where(stage => stage.Key.Count != keys))
        {
            report.Add(Codes.EnvelopeKeysDiffer, stage.At, $"this stage has {stage.Key.Count} key paths, the first one {keys}", "give every stage the same keys, or none");
        }
    }

    private static string Word(EnvelopeRole role) => role switch
    {
        EnvelopeRole.Ceiling => "ceiling",
        EnvelopeRole.Floor => "floor",
        EnvelopeRole.Anchor => "anchor",
        EnvelopeRole.Initial => "initial",
        _ => "constrained",
    };
}
