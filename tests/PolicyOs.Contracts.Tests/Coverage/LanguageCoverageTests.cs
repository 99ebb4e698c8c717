using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Contracts.Tests.Diagnostics;

namespace PolicyOs.Contracts.Tests.Coverage;

/// <summary>Counts the cases of data/diagnostics: at least one valid and one invalid for every field of the language and for every code.</summary>
public sealed class LanguageCoverageTests
{
    /// <summary>Fields that no value makes wrong.</summary>
    private static readonly Dictionary<string, string> s_neverWrong = new(StringComparer.Ordinal);

    /// <summary>Codes that whatever they are about always gets, so that no valid case can show it without them.</summary>
    private static readonly Dictionary<string, string> s_alwaysGiven = new(StringComparer.Ordinal)
    {
        ["POL1007"] = "the file is there under the wrong name; in a valid bundle it has the right one",
        ["POL1008"] = "the file is one that nothing reads; a valid bundle has none",
        ["POL1208"] = "workflow.yaml is refused whatever it says",
        ["POL2517"] = "resources act only under a workflow, which this version refuses",
    };

    private static readonly string[] s_headings =
    [
        "outcome_contract.md Job", "outcome_contract.md Success", "outcome_contract.md Fallback", "outcome_contract.md Ownership", "outcome_contract.md Customer language",
        "runbook.md Setup", "runbook.md Secrets", "runbook.md Smoke", "runbook.md Approvals", "runbook.md Incidents", "runbook.md Rollback", "runbook.md Owners",
        "runbook.md Review cadence", "runbook.md Known failures", "runbook.md Evidence",
    ];

    private static readonly Lazy<(DiagnosticCase Case, IReadOnlyList<Diagnostic> Findings)[]> s_cases =
        new(() => [.. DiagnosticCase.Areas.SelectMany(DiagnosticCase.In).Select(c => (c, (IReadOnlyList<Diagnostic>)TemporaryFolder.Load(c.Bundle).Diagnostics))]);

    [Fact]
    public void Field_Each_IsInAValidCase() => Assert.Empty(LanguagePaths.All.Except(Valid().SelectMany(c => UsedIn(c.Bundle))).Order(StringComparer.Ordinal));

    [Fact]
    public void Field_Each_IsPointedAtByAnErrorOfAnInvalidCase()
    {
        var pointedAt = s_cases.Value.Where(static c => c.Case.Code is not null)
            .SelectMany(static c => c.Findings.Where(IsAboutTheField).Select(f => At(c.Case, f))).OfType<string>().ToHashSet(StringComparer.Ordinal);

        Assert.Empty(LanguagePaths.All.Except(pointedAt).Except(s_neverWrong.Keys).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(s_neverWrong.Keys, field => pointedAt.Contains(field) || !LanguagePaths.All.Contains(field));
    }

    [Fact]
    public void Heading_Each_IsInAValidCaseAndMissedInAnInvalidOne()
    {
        var missed = s_cases.Value.SelectMany(static c => c.Findings).Where(static f => f.Code == Codes.SectionMissing.Id || f.Code == Codes.SectionEmpty.Id)
            .Select(static f => $"{f.File} {f.Message.Split('`')[1]}").ToHashSet(StringComparer.Ordinal);

        // Every valid case is without errors, and so with every heading.
        Assert.NotEmpty(Valid());
        Assert.Equal(s_headings.Order(StringComparer.Ordinal), missed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Code_Each_IsGivenByAnInvalidCase()
    {
        var given = s_cases.Value.Where(static c => c.Findings.Any(f => f.Code == c.Case.Code)).Select(static c => c.Case.Code!).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Codes.All.Where(code => !given.Contains(code.Id) && FileFaults.Of(code) is null).Select(static code => code.Id));
    }

    /// <summary>Valid where it could be given: a case that uses the field which the code is about, or writes the file, and does not get it.</summary>
    [Fact]
    public void Code_Each_IsNotGivenByAValidCaseOfTheSameField()
    {
        var fieldsWithout = s_cases.Value.Where(static c => c.Case.Code is null)
            .Select(static c => (Places: Places(c.Case.Bundle), Codes: c.Findings.Select(static f => f.Code).ToHashSet(StringComparer.Ordinal))).ToArray();
        var missing = new List<string>();
        foreach (DiagnosticCode code in Codes.All.Where(code => !s_alwaysGiven.ContainsKey(code.Id)))
        {
            string[] places =
            [
                .. s_cases.Value.Where(c => c.Case.Code == code.Id).SelectMany(c => c.Findings.Where(f => f.Code == code.Id).Select(f => At(c.Case, f) ?? KindOf(f.File))),
                .. FileFaults.Of(code) is { } fault ? [KindOf(fault.Finding.File)] : Array.Empty<string>(),
            ];
            if (!places.Any(place => fieldsWithout.Any(v => v.Places.Contains(place) && !v.Codes.Contains(code.Id))))
            {
                missing.Add($"{code.Id} at {string.Join(", ", places.Distinct())}");
            }
        }

        Assert.Empty(missing);
    }

    private static IEnumerable<DiagnosticCase> Valid() =>
        s_cases.Value.Where(static c => c.Case.Code is null && c.Findings.All(static f => f.Severity != Severity.Error)).Select(static c => c.Case);

    private static IEnumerable<string> UsedIn(BundleText bundle) => bundle.Files.SelectMany(static f => LanguagePaths.UsedIn(f.Key, f.Value));

    private static HashSet<string> Places(BundleText bundle) => [.. UsedIn(bundle), .. bundle.Files.Keys.Select(KindOf), KindOf(string.Empty)];

    private static string KindOf(string file) => file.Split('/') is [var folder, _] ? $"a file of {folder}" : file is "" or "." ? "the folder" : file;

    // That a key is written twice or unknown says nothing of what the field around it takes.
    private static bool IsAboutTheField(Diagnostic finding) =>
        finding.Severity == Severity.Error && !finding.Code.StartsWith("POL11", StringComparison.Ordinal) && finding.Code != Codes.UnknownKey.Id;

    private static string? At(DiagnosticCase c, Diagnostic finding) =>
        c.Bundle.Files.TryGetValue(finding.File, out string? text) ? LanguagePaths.At(text, finding) : null;
}
