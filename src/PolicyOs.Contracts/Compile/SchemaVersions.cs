using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>There is one version of the language.</summary>
internal sealed class SchemaVersions : IStage
{
    private const string Current = "1.0";

    public void Run(Compilation compilation)
    {
        BundleSyntax syntax = compilation.Syntax;
        Check(syntax.Mcp?.SchemaVersion, compilation.Report);
        Check(syntax.Agent?.SchemaVersion, compilation.Report);
        Check(syntax.Session?.SchemaVersion, compilation.Report);
        Check(syntax.GoldenTasks?.SchemaVersion, compilation.Report);
        foreach (PoliciesSyntax policies in syntax.Policies)
        {
            Check(policies.SchemaVersion, compilation.Report);
        }
    }

    private static void Check(Located<string>? version, DiagnosticBag report)
    {
        if (version is not null && version.Value != Current)
        {
            report.Add(Codes.SchemaVersion, version.At, $"schema_version `{version.Value}` is not known to this version", $"write \"{Current}\"");
        }
    }
}
