using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Gives each declared tool its file of tools/.</summary>
internal sealed class ToolFileStage : IStage
{
    public void Run(Compilation compilation)
    {
        foreach (ToolFileSyntax file in compilation.Syntax.Tools)
        {
            if (file.Contract?.Tool is { } tool && tool.Value != file.Name)
            {
                compilation.Report.Add(Codes.ToolFileName, tool.At, $"`tool: {tool.Value}` stands in `{file.Path}`", $"name the file `{BundleLayout.ToolsFolder}/{tool.Value}.yaml` or write `tool: {file.Name}`");
            }

            int number = compilation.Tools.Peek(file.Name);
            if (number >= 0)
            {
                compilation.Drafts[number].File = file;
            }
            else if (!compilation.Tools.IsIncomplete)
            {
                compilation.Report.Add(Codes.UndeclaredTool, SourceSpan.StartOf(file.Path), $"there is no tool `{file.Name}` in mcp_contract.yaml (undeclared_tool)", NearMiss.Help(file.Name, compilation.Tools.Names));
            }
        }
    }
}
