using PolicyOs.Contracts.Compile;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Analysis;

/// <summary>A <c>ref</c> whose slot can never be filled when it is read.</summary>
internal sealed class UnboundRef : IAnalysis
{
    public void Run(ContractGraph graph, FindingSink findings)
    {
        var owners = new Dictionary<string, ToolDraft>(StringComparer.Ordinal);
        foreach (ToolDraft tool in graph.Tools)
        {
            foreach (Located<string> name in (tool.Syntax?.Binds).OrAbsent().Select(b => b.Name).OfType<Located<string>>())
            {
                owners[name.Value] = tool;
            }
        }

        foreach (ToolDraft tool in graph.Allowed)
        {
            foreach (Located<string> slot in tool.Syntax!.ArgumentValueInvariants.Select(i => i.Ref).OfType<Located<string>>())
            {
                ToolDraft owner = owners[slot.Value];
                if (!graph.Order.CanFollow(owner, tool))
                {
                    findings.Add(Codes.UnboundRef, tool.Name, slot.At, $"slot `{slot.Value}` is bound by `{owner.Name}`, which can never have committed when `{tool.Name}` is called");
                }
            }
        }
    }
}
