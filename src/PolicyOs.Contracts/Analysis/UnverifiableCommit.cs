using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A commit that waits for an acknowledgement which, by the tool's own word, proves nothing (spec 2.6).</summary>
internal sealed class UnverifiableCommit : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        foreach (ToolDraft tool in graph.Allowed.Where(t => t.Contract is { EvidenceClass: EvidenceClass.Unverifiable, CommitRequirement: CommitRequirement.Acknowledged }))
        {
            findings.Add(
                Codes.UnverifiableCommit,
                tool.Name,
                tool.Syntax!.EvidenceClass!.At,
                $"a result of `{tool.Name}` proves nothing, and phase, binds and preconditions still rest on it");
        }
    }
}
