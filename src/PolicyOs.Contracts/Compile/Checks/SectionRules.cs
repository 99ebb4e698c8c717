using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile.Checks;

/// <summary>Headings that a document has to have, each with text under it.</summary>
internal static class SectionRules
{
    internal static void Check(DocumentSyntax? document, DiagnosticBag report, params ReadOnlySpan<string> titles)
    {
        if (document is null)
        {
            return;
        }

        foreach (string title in titles)
        {
            SectionSyntax? section = document.Sections.FirstOrDefault(s => string.Equals(s.Title, title, StringComparison.OrdinalIgnoreCase));
            if (section is null)
            {
                report.Add(Codes.SectionMissing, SourceSpan.StartOf(document.Path), $"heading `{title}` is missing", $"write `# {title}` or `## {title}` and what belongs under it");
            }
            else if (!section.HasText)
            {
                report.Add(Codes.SectionEmpty, section.At, $"heading `{title}` has no text");
            }
        }
    }
}
