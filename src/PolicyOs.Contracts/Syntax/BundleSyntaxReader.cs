using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>Reads every file of a bundle by its shape.</summary>
internal sealed class BundleSyntaxReader(BundleSource source, DiagnosticBag report)
{
    /// <summary>Bytes from which on starting other threads is worth it.</summary>
    private const int MuchText = 128 * 1024;

    internal BundleSyntax Read() => new()
    {
        Mcp = ReadRoot(BundleLayout.McpContract, McpContractSyntax.Shape),
        Agent = ReadRoot(BundleLayout.AgentContract, AgentContractSyntax.Shape),
        Session = ReadRoot(BundleLayout.Session, SessionSyntax.Shape),
        Tools = [.. ReadFolder(BundleLayout.ToolsFolder, ToolContractSyntax.Shape).Select(f => new ToolFileSyntax(f.File.Path, Stem(f.File.Path), f.Syntax))],
        Policies = [.. ReadFolder(BundleLayout.PoliciesFolder, PoliciesSyntax.Shape).Select(f => f.Syntax).OfType<PoliciesSyntax>()],
        GoldenTasks = ReadRoot(BundleLayout.GoldenTasks, GoldenTasksSyntax.Shape),
        OutcomeContract = source.Find(BundleLayout.OutcomeContract) is { } outcome ? DocumentReader.Read(outcome, hasFrontMatter: true, report) : null,
        Runbook = source.Find(BundleLayout.Runbook) is { } runbook ? DocumentReader.Read(runbook, hasFrontMatter: false, report) : null,
    };

    /// <summary>Every file of a folder. Files know nothing of each other, so much text is read by all processors at once; the findings of each file stay together.</summary>
    private (SourceFile File, T? Syntax)[] ReadFolder<T>(string folder, Shape<T> shape)
        where T : class
    {
        SourceFile[] files = [.. source.Files.Where(f => f.Path.StartsWith(folder + "/", StringComparison.Ordinal))];
        var read = new (SourceFile File, T? Syntax)[files.Length];
        DiagnosticBag[] reports = [.. files.Select(_ => new DiagnosticBag())];
        AllProcessors.For(files.Length, files.Sum(f => f.Bytes.Length) >= MuchText, n => read[n] = (files[n], ReadFile(files[n], shape, reports[n])));
        foreach (DiagnosticBag found in reports)
        {
            report.Add(found);
        }

        return read;
    }

    private T? ReadRoot<T>(string path, Shape<T> shape)
        where T : class => source.Find(path) is { } file ? ReadFile(file, shape, report) : null;

    private static T? ReadFile<T>(SourceFile file, Shape<T> shape, DiagnosticBag report)
        where T : class =>
        YamlReader.Read(file, report) is { } root && shape.TryRead(root, report, out T? value) ? value : null;

    private static string Stem(string path) => path[(path.LastIndexOf('/') + 1)..^".yaml".Length];
}
