using System.Text;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Diagnostics;

/// <summary>docs/reference/diagnostics.md: every code with an example that really gives it.</summary>
public sealed class ReferenceTests
{
    [Fact]
    public void Codes_Numbered_AreUniqueAndInOrder()
    {
        string[] ids = [.. Codes.All.Select(c => c.Id)];

        Assert.Equal(ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), ids);
        Assert.All(ids, id => Assert.Matches("^POL[0-9]{4}$", id));
    }

    [Fact]
    public void Reference_Generated_IsTheOneInDocs()
    {
        List<DiagnosticCase> cases = [.. DiagnosticCase.Areas.SelectMany(DiagnosticCase.In).Where(c => c.Code is not null)];
        var text = new StringBuilder("""
            # Diagnostics

            Every finding of `policyos check`, generated from the code and its tests: change those, not this page. Each example is a change to a
            small bundle (`tests/PolicyOs.Contracts.Tests/data/base.bundle`): `patch` replaces top-level keys of a file, `swap` a line, `file` the
            whole file, `delete` takes it away.

            """.ReplaceLineEndings("\n"));
        foreach (DiagnosticCode code in Codes.All)
        {
            (string example, Diagnostic finding) = Example(code, cases);
            Assert.Equal(code.Id, finding.Code);
            text.Append("\n## ").Append(code.Id).Append("\n\n")
                .Append(code.Severity switch { Severity.Error => "Error", Severity.Warning => "Warning", _ => "Note" })
                .Append(": ").Append(code.Meaning).Append(".\n\n```text\n").Append(example).Append("\n```\n\n```text\n").Append(finding).Append('\n')
                .Append(finding.Help is null ? string.Empty : $"  help: {finding.Help}\n").Append("```\n");
        }

        Golden.Match(RepositoryRoot.At("docs", "reference", "diagnostics.md"), text.ToString());
    }

    private static (string Example, Diagnostic Finding) Example(DiagnosticCode code, List<DiagnosticCase> cases)
    {
        if (FileFaults.Of(code) is { } fault)
        {
            return fault;
        }

        DiagnosticCase? example = cases.Find(c => c.Code == code.Id);
        Assert.True(example is not null, $"no case in data/diagnostics is named {code.Id}");
        return (example.Source, TemporaryFolder.Load(example.Bundle).Diagnostics.First(d => d.Code == code.Id));
    }
}
