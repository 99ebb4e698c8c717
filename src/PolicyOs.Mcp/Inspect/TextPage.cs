using System.Collections.Immutable;
using System.Text;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>The page as plain text.</summary>
internal static class TextPage
{
    /// <summary>Renders the page.</summary>
    public static string Render(ImmutableArray<ReportBlock> page)
    {
        var text = new StringBuilder();
        foreach (ReportBlock block in page)
        {
            switch (block)
            {
                case ReportBlock.Heading heading:
                    text.Append('\n').Append(Shown.Line(heading.Text)).Append('\n').Append(heading.Level == 1 ? '=' : '-', heading.Level > 2 ? 0 : heading.Text.Length).Append('\n');
                    break;
                case ReportBlock.Paragraph paragraph:
                    text.Append(Shown.Line(paragraph.Text)).Append('\n');
                    break;
                case ReportBlock.Points points:
                    text.AppendJoin('\n', points.Items.Select(item => "  - " + Shown.Line(item))).Append('\n');
                    break;
                case ReportBlock.Card card:
                    Write(text, card);
                    break;
                case ReportBlock.Table table:
                    Write(text, table);
                    break;
                case ReportBlock.Phases phases:
                    foreach ((int number, Phase phase) in phases.Machine.Index())
                    {
                        text.Append("  ").Append(Shown.Line(phase.Name)).Append(number == phases.Initial ? " (start)" : "").Append(phase.IsTerminal ? " (end)" : " → " + string.Join(", ", phase.Next.Select(next => Shown.Line(phases.Machine[next].Name)))).Append('\n');
                    }

                    break;
            }
        }

        return text.ToString().TrimStart('\n');
    }

    private static void Write(StringBuilder text, ReportBlock.Card card)
    {
        int width = card.Lines.Max(static line => line.Name.Length);
        text.Append('\n').Append(Shown.Line(card.Title)).Append('\n');
        foreach ((string name, string words) in card.Lines)
        {
            text.Append("  ").Append(name.PadRight(width)).Append("  ").Append(Shown.Line(words)).Append('\n');
        }
    }

    private static void Write(StringBuilder text, ReportBlock.Table table)
    {
        string[][] rows = [.. table.Rows.Prepend(table.Columns).Select(static row => row.Select(Shown.Line).ToArray())];
        int[] widths = [.. table.Columns.Select((_, i) => rows.Max(row => row[i].Length))];
        foreach (string[] row in rows)
        {
            text.Append("  ").Append(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        }
    }
}
