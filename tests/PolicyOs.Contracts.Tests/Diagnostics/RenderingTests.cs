using System.Text.Json;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Tests.Cases;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Diagnostics;

public sealed class RenderingTests
{
    private static readonly BundleText Bundle = BundleText.Base
        .Patch("tools/refund.yaml", "evidence_class: ack_only\n")
        .Patch("tools/draft_reply.yaml", "transitions: { valid_in_phases: [intaek], advances_to: drafting }\nowner: \"a\\u001b[31m\"\nforbids_after: [\"\\u001b\"]\n")
        .Patch("session.yaml", "resources: { ticket: { type: ticket, extract_from: { path: $.ticket_id } } }\n")
        .With("runbook.md", null);

    private readonly BundleLoad _load = TemporaryFolder.Load(Bundle);

    [Fact]
    public void Text_WithSources_ShowsTheLineAndACaret() =>
        Golden.Match(CaseFiles.At("rendering", "findings.txt"), DiagnosticText.Render(_load.Diagnostics, path => Bundle.Files.GetValueOrDefault(path)));

    [Fact]
    public void Json_OfFindings_IsTheExpectedDocument() =>
        Golden.Match(CaseFiles.At("rendering", "findings.json"), DiagnosticJson.Render(_load.Diagnostics));

    [Fact]
    public void Sarif_OfFindings_IsTheExpectedDocument() =>
        Golden.Match(CaseFiles.At("rendering", "findings.sarif"), DiagnosticSarif.Render(_load.Diagnostics, "0.1.0", "bundles/support/"));

    [Fact]
    public void Sarif_OfNothing_IsStillARun()
    {
        JsonElement sarif = JsonElement.Parse(DiagnosticSarif.Render([], "0.1.0", null));

        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        Assert.Equal(0, sarif.GetProperty("runs")[0].GetProperty("results").GetArrayLength());
    }

    [Fact]
    public void Text_OfNothing_SaysSo() => Assert.Equal("no findings\n", DiagnosticText.Render([], _ => null));

    [Fact]
    public void Message_QuotingControlCharacters_DoesNotHoldThem() =>
        Assert.DoesNotContain(DiagnosticText.Render(_load.Diagnostics, path => Bundle.Files.GetValueOrDefault(path)), c => char.IsControl(c) && c != '\n');
}
