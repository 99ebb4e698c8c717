using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>policy_artifacts and evidence name files that exist inside the bundle.</summary>
internal sealed class NamedFiles : IStage
{
    public void Run(Compilation compilation)
    {
        AgentContractSyntax? agent = compilation.Syntax.Agent;
        foreach (Located<string> file in Located(agent).Where(f => !compilation.ExistingFiles.Contains(f.Value)))
        {
            compilation.Report.Add(Codes.NamedFileMissing, file.At, $"there is no file `{file.Value}` in the bundle");
        }
    }

    /// <summary>The paths that have to be looked for.</summary>
    internal static IEnumerable<string> Of(AgentContractSyntax? agent) => Located(agent).Select(f => f.Value);

    private static IEnumerable<Located<string>> Located(AgentContractSyntax? agent) =>
        (agent?.PolicyArtifacts).OrAbsent().Concat((agent?.Runtime?.Evidence).OrAbsent());
}
