using System.Text;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Cases;

public sealed class DiagnosticCaseTests
{
    public static TheoryData<string> Areas =>
        [.. Directory.EnumerateFiles(CaseFiles.At("diagnostics"), "*.yaml").Select(p => Path.GetFileNameWithoutExtension(p)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Base_AsItIs_HasNoFinding()
    {
        BundleLoad load = TemporaryFolder.Load(BundleText.Base);

        Assert.Equal(string.Empty, string.Join('\n', load.Diagnostics));
        Assert.NotNull(load.Bundle);
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Case_Loaded_GivesTheExpectedText(string area)
    {
        var text = new StringBuilder();
        foreach (DiagnosticCase c in DiagnosticCase.In(area))
        {
            BundleLoad load = TemporaryFolder.Load(c.Bundle);
            text.Append("=== ").Append(c.Name).Append('\n');
            foreach (Diagnostic d in load.Diagnostics)
            {
                text.Append(d).Append('\n');
                if (d.Help is not null)
                {
                    text.Append("  help: ").Append(d.Help).Append('\n');
                }
            }

            Assert.Equal(load.Bundle is null, load.Diagnostics.Any(d => d.Severity == Severity.Error));
        }

        Golden.Match(CaseFiles.At("diagnostics", area + ".expected.txt"), text.ToString());
    }
}
