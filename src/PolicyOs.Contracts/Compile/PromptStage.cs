using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary><c>prompts</c> of mcp_contract.</summary>
internal sealed class PromptStage : IStage
{
    public void Run(Compilation compilation)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (PromptSyntax s in (compilation.Syntax.Mcp?.Prompts).OrAbsent())
        {
            int server = compilation.Servers.Find(s.Server);
            if (s.Id is not { } id)
            {
                continue;
            }

            if (!seen.Add(id.Value))
            {
                compilation.Report.Add(Codes.DuplicateName, id.At, $"prompt `{id.Value}` is already declared");
            }

            compilation.Prompts.Add(new PromptRule(id.Value, server));
        }
    }
}
