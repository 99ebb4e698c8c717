using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Verification.Golden;

/// <summary>What must hold after a call.</summary>
internal static class StepExpectation
{
    /// <summary>Every expectation that does not hold.</summary>
    public static IEnumerable<GoldenMismatch> Check(CompiledBundle bundle, GoldenStep.Call call, int step, CallReport report, int phase)
    {
        if (call.Expect is not { } expect)
        {
            yield break;
        }

        if (expect.Verdict is { } verdict && verdict != Golden(report.Verdict))
        {
            yield return Mismatch("verdict", Word(verdict), report.Code is null ? Word(Golden(report.Verdict)) : $"{Word(Golden(report.Verdict))} {report.Code}");
        }

        if (expect.Code is { } code && code != report.Code)
        {
            yield return Mismatch("code", code, report.Code ?? "none");
        }

        if (expect.Phase >= 0 && expect.Phase != phase)
        {
            yield return Mismatch("phase", bundle.Session.Phases[expect.Phase].Name, FinalExpectation.PhaseName(bundle, phase));
        }

        if (expect.Evidence is { } evidence && evidence != Golden(report.Evidence))
        {
            yield return Mismatch("evidence", Word(evidence), Word(Golden(report.Evidence)));
        }

        GoldenMismatch Mismatch(string what, string expected, string actual) =>
            new(call.Place, step + 1, what, expected, actual, report.Message, report.Trace);
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static GoldenVerdict Golden(Verdict verdict) => verdict switch
    {
        Verdict.Allow => GoldenVerdict.Allow,
        Verdict.Deny => GoldenVerdict.Deny,
        _ => GoldenVerdict.Ask,
    };

    private static GoldenEvidence Golden(Evidence evidence) => evidence switch
    {
        Evidence.Verified => GoldenEvidence.Verified,
        Evidence.Acknowledged => GoldenEvidence.Acknowledged,
        Evidence.Dispatched => GoldenEvidence.Dispatched,
        _ => GoldenEvidence.None,
    };
}
