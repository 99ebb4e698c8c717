using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Tests.Cases;

/// <summary>The session.yaml sample of the field reference, which has two <c>policy</c> blocks.</summary>
public sealed class SeedSessionTests
{
    private const string SecondPolicy = """
        policy:
          label_gates:
            - when_label: mnpi
              deny_tools: [submit_live_order, place_trade]
              reason: "Trading blocked when MNPI in context"

        """;

    private static BundleText Bundle { get; } = BundleText.Parse(File.ReadAllText(CaseFiles.At("seed-session.bundle")));

    [Fact]
    public void Sample_WithTwoPolicies_HasOneDuplicateKeyAtTheSecond()
    {
        BundleLoad load = TemporaryFolder.Load(Bundle);

        Diagnostic error = Assert.Single(load.Diagnostics, d => d.Severity == Severity.Error);
        string[] lines = Bundle.Files["session.yaml"].Split('\n');
        Assert.Equal(("session.yaml", "POL1102", 1), (error.File, error.Code, error.Column));
        Assert.Equal(Array.FindLastIndex(lines, l => l.StartsWith("policy:", StringComparison.Ordinal)) + 1, error.Line);
    }

    [Fact]
    public void Sample_MergedIntoOnePolicy_Compiles()
    {
        BundleText merged = Bundle.Replace("session.yaml", SecondPolicy.ReplaceLineEndings("\n"), string.Empty)
            .Replace("session.yaml", "  default_deny: false\n", "  default_deny: false\n" + SecondPolicy.ReplaceLineEndings("\n")["policy:\n".Length..]);

        BundleLoad load = TemporaryFolder.Load(merged);

        Assert.DoesNotContain(load.Diagnostics, d => d.Severity == Severity.Error);
        Assert.NotNull(load.Bundle);
    }
}
