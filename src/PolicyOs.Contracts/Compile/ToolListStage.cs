using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>allowed_tools and blocked_tools of agent_contract.</summary>
internal sealed class ToolListStage : IStage
{
    public void Run(Compilation compilation)
    {
        if (compilation.Syntax.Agent is not { } agent)
        {
            return;
        }

        CheckRepeats(agent.AllowedTools, compilation.Report);
        CheckRepeats(agent.BlockedTools, compilation.Report);
        var blocked = agent.BlockedTools.Select(b => b.Value).ToHashSet(StringComparer.Ordinal);
        foreach (Located<string> name in agent.AllowedTools)
        {
            if (blocked.Contains(name.Value))
            {
                compilation.Report.Add(Codes.AllowedAndBlocked, name.At, $"`{name.Value}` is both allowed and blocked");
            }

            int number = compilation.Tools.Peek(name.Value);
            if (number < 0)
            {
                ReportUndeclared(name, compilation);
                continue;
            }

            ToolDraft draft = compilation.Drafts[number];
            draft.AllowedBy ??= name;
            if (draft.File is null)
            {
                compilation.Report.Add(Codes.AllowedWithoutContract, name.At, $"`{name.Value}` is allowed and has no contract (allowed_without_contract)", $"write `{BundleLayout.ToolsFolder}/{name.Value}.yaml`");
            }
        }

        foreach (ToolDraft draft in compilation.Drafts)
        {
            draft.IsBlocked = blocked.Contains(draft.Name);
        }
    }

    private static void ReportUndeclared(Located<string> name, Compilation compilation)
    {
        if (!compilation.Tools.IsIncomplete)
        {
            compilation.Report.Add(Codes.UndeclaredTool, name.At, $"there is no tool `{name.Value}` in mcp_contract.yaml (undeclared_tool)", NearMiss.Help(name.Value, compilation.Tools.Names));
        }
    }

    private static void CheckRepeats(SyntaxList<Located<string>> names, DiagnosticBag report)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (Located<string> name in names.Where(n => !seen.Add(n.Value)))
        {
            report.Add(Codes.DuplicateName, name.At, $"`{name.Value}` is already in the list");
        }
    }
}
