using System.Collections.Immutable;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Planning;

namespace PolicyOs.Engine.Decisions;

/// <summary>Traces, made from the one of a call that passes everything.</summary>
internal static class TraceBuilder
{
    /// <summary>Every check up to the one that stopped the call.</summary>
    public static ImmutableArray<CheckTrace> Stopped(ToolPlan tool, ICheck check, Finding finding)
    {
        int at = CheckList.All.IndexOf(check);
        return [.. tool.PassTrace.AsSpan(0, at), Entry(check, finding)];
    }

    /// <summary>Every check, one of which would have stopped the call; those after it did not run.</summary>
    public static ImmutableArray<CheckTrace> Noted(ToolPlan tool, ICheck check, Finding finding) => Stopped(tool, check, finding);

    private static CheckTrace Entry(ICheck check, Finding finding) => new(
        check.Row,
        check.Name,
        finding.Verdict switch
        {
            Verdict.Deny => CheckVerdict.Deny,
            Verdict.Ask => CheckVerdict.Ask,
            Verdict.Wait => CheckVerdict.Wait,
            _ => CheckVerdict.Pass,
        },
        finding.Code);
}
