using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>Reads every file of a bundle by its shape.</summary>
internal sealed class BundleSyntaxReader(BundleSource source, DiagnosticBag report)
{
    internal BundleSyntax Read() => new()
    {
        Mcp = ReadRoot(BundleLayout.McpContract, McpContractSyntax.Shape),
        Agent = ReadRoot(BundleLayout.AgentContract, AgentContractSyntax.Shape),
        Session = ReadRoot(BundleLayout.Session, SessionSyntax.Shape),
        Tools = [.. In(BundleLayout.ToolsFolder).Select(f => new ToolFileSyntax(f.Path, Stem(f.Path), ReadFile(f, ToolContractSyntax.Shape)))],
        Policies = [.. In(BundleLayout.PoliciesFolder).Select(f => ReadFile(f, PoliciesSyntax.Shape)).OfType<PoliciesSyntax>()],
        GoldenTasks = ReadRoot(BundleLayout.GoldenTasks, GoldenTasksSyntax.Shape),
        OutcomeContract = source.Find(BundleLayout.OutcomeContract) is { } outcome ? DocumentReader.Read(outcome, hasFrontMatter: true, report) : null,
        Runbook = source.Find(BundleLayout.Runbook) is { } runbook ? DocumentReader.Read(runbook, hasFrontMatter: false, report) : null,
    };

    private T? ReadRoot<T>(string path, Shape<T> shape)
        where T : class => source.Find(path) is { } file ? ReadFile(file, shape) : null;

    private T? ReadFile<T>(SourceFile file, Shape<T> shape)
        where T : class =>
        YamlReader.Read(file, report) is { } root && shape.TryRead(root, report, out T? value) ? value : null;

    private ImmutableArray<SourceFile> In(string folder) =>
        [.. source.Files.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal))];

    private static string Stem(string path) => path[(path.LastIndexOf('/') + 1)..^".yaml".Length];
}
