using System.Text;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Cases;

public sealed class DiagnosticCaseTests
{
    public static TheoryData<string> Areas => [.. DiagnosticCase.Areas];

    [Fact]
    public void Base_AsItIs_HasNoFinding()
    {
        BundleLoad load = TemporaryFolder.Load(BundleText.Base);

        Assert.Equal(string.Empty, string.Join('\n', load.Diagnostics));
        Assert.NotNull(load.Bundle);
    }

    [Fact]
    public void Cases_Counted_AreAtLeast250() => Assert.True(DiagnosticCase.Areas.Sum(a => DiagnosticCase.In(a).Count()) >= 250);

    [Theory]
    [MemberData(nameof(Areas))]
    public void Case_Loaded_GivesTheExpectedText(string area)
    {
        var text = new StringBuilder();
        var wrong = new List<string>();
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

            bool isError = load.Diagnostics.Any(d => d.Severity == Severity.Error);
            bool isAsNamed = c.Code is null ? !isError : load.Diagnostics.Any(d => d.Code == c.Code);
            if (!isAsNamed || isError != load.Bundle is null)
            {
                wrong.Add($"{area}: {c.Name}: {string.Join(" | ", load.Diagnostics)}");
            }
        }

        Assert.Empty(wrong);
        Golden.Match(CaseFiles.At("diagnostics", area + ".expected.txt"), text.ToString());
    }
}
