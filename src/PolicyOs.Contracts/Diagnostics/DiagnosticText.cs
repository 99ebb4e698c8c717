using System.Globalization;
using System.Text;

namespace PolicyOs.Contracts.Diagnostics;

/// <summary>Findings for people: the line of the finding, the source line with a caret under it, and what to write instead.</summary>
public static class DiagnosticText
{
    private const int LongestLine = 160;

    /// <summary>Renders findings, then how many there are.</summary>
    /// <param name="findings">In the order to show.</param>
    /// <param name="source">The text of a file of the bundle by its relative path; null where it cannot be shown.</param>
    public static string Render(IEnumerable<Diagnostic> findings, Func<string, string?> source)
    {
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(source);
        var files = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var text = new StringBuilder();
        int[] counts = new int[3];
        foreach (Diagnostic d in findings)
        {
            counts[(int)d.Severity]++;
            text.Append(d).Append('\n');
            AppendSource(text, d, Lines(d.File, files, source));
            if (d.Help is not null)
            {
                text.Append("  help: ").Append(d.Help).Append('\n');
            }
        }

        return text.Append(Summary(counts)).Append('\n').ToString();
    }

    private static string[] Lines(string file, Dictionary<string, string[]> files, Func<string, string?> source)
    {
        if (!files.TryGetValue(file, out string[]? lines))
        {
            lines = source(file)?.ReplaceLineEndings("\n").Split('\n') ?? [];
            files[file] = lines;
        }

        return lines;
    }

    private static void AppendSource(StringBuilder text, Diagnostic d, string[] lines)
    {
        if (d.Line > lines.Length || (d.Line == 1 && d.Column == 1 && d.Length == 0))
        {
            return;
        }

        string line = lines[d.Line - 1].TrimStart('\uFEFF');
        int column = Math.Min(d.Column - 1, line.Length);
        int length = Math.Clamp(d.Length, 1, Math.Max(1, line.Length - column));
        int start = column + length > LongestLine ? Math.Max(0, column - (LongestLine / 2)) : 0;
        string shown = line.Substring(start, Math.Min(LongestLine, line.Length - start));
        string margin = string.Create(CultureInfo.InvariantCulture, $"{d.Line,5} | ");
        text.Append(margin).Append(Printable(shown)).Append('\n')
            .Append("      | ").Append(' ', column - start).Append('^', Math.Min(length, LongestLine)).Append('\n');
    }

    /// <summary>One column for every UTF-16 unit, and nothing that a terminal would obey.</summary>
    private static string Printable(string line) => string.Create(line.Length, line, static (buffer, text) =>
    {
        for (int i = 0; i < text.Length; i++)
        {
            buffer[i] = text[i] == '\t' ? ' ' : char.IsControl(text[i]) ? '\uFFFD' : text[i];
        }
    });

    private static string Summary(int[] counts)
    {
        string[] names = ["error", "warning", "note"];
        IEnumerable<string> parts = Enumerable.Range(0, counts.Length)
            .Where(i => counts[i] > 0)
            .Select(i => string.Create(CultureInfo.InvariantCulture, $"{counts[i]} {names[i]}{(counts[i] == 1 ? string.Empty : "s")}"));
        return string.Join(", ", parts.DefaultIfEmpty("no findings"));
    }
}
