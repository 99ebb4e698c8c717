using System.Collections.Immutable;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax;

/// <summary>Reads front matter and headings; of Markdown it knows ATX headings and fenced code, which hides them.</summary>
internal static class DocumentReader
{
    internal static DocumentSyntax? Read(SourceFile file, bool hasFrontMatter, DiagnosticBag report)
    {
        if (!YamlReader.TryDecode(file, report, out string text))
        {
            return null;
        }

        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int body = 0;
        OutcomeFrontMatterSyntax? front = null;
        if (hasFrontMatter)
        {
            int end = lines[0].TrimEnd() == "---" ? Array.FindIndex(lines, 1, l => l.TrimEnd() == "---") : -1;
            if (end < 0)
            {
                report.Add(Codes.NoFrontMatter, SourceSpan.StartOf(file.Path), "the file must start with YAML front matter between two lines `---`");
            }
            else
            {
                front = ReadFrontMatter(file.Path, lines.AsSpan(1, end - 1), report);
                body = end + 1;
            }
        }

        return new DocumentSyntax(file.Path, front, ReadSections(file.Path, lines, body));
    }

    private static OutcomeFrontMatterSyntax? ReadFrontMatter(string path, ReadOnlySpan<string> lines, DiagnosticBag report)
    {
        // An empty line stands for the opening ---, so that places are right.
        byte[] yaml = System.Text.Encoding.UTF8.GetBytes("\n" + string.Join('\n', lines!) + "\n");
        return YamlReader.Read(new SourceFile(path, yaml), report) is { } root
            && OutcomeFrontMatterSyntax.Shape.TryRead(root, report, out OutcomeFrontMatterSyntax? front) ? front : null;
    }

    private static ImmutableArray<SectionSyntax> ReadSections(string path, string[] lines, int from)
    {
        var sections = ImmutableArray.CreateBuilder<SectionSyntax>();
        string? fence = null;
        for (int i = from; i < lines.Length; i++)
        {
            string line = lines[i].TrimStart();
            if (fence is null && Title(lines[i]) is { } title)
            {
                sections.Add(new SectionSyntax(title, new SourceSpan(path, i + 1, 1, lines[i].Length), HasText: false));
            }
            else if (sections.Count > 0 && line.Length > 0 && (fence is not null || !line.StartsWith('#')))
            {
                sections[^1] = sections[^1] with { HasText = true };
            }

            if (fence is null ? line.StartsWith("```", StringComparison.Ordinal) || line.StartsWith("~~~", StringComparison.Ordinal)
                : line.StartsWith(fence, StringComparison.Ordinal))
            {
                fence = fence is null ? line[..3] : null;
            }
        }

        return sections.ToImmutable();
    }

    private static string? Title(string line)
    {
        int level = line.AsSpan().IndexOfAnyExcept('#');
        return level is 1 or 2 && line[level] is ' ' or '\t' && level is 1 or 2 ? line[level..].Trim().TrimEnd('#').TrimEnd() : null;
    }
}
