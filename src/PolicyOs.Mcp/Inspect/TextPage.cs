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
                    text.Append('\n').Append(heading.Text).Append('\n').Append(heading.Level == 1 ? '=' : '-', heading.Level > 2 ? 0 : heading.Text.Length).Append('\n');
                    break;
                case ReportBlock.Paragraph paragraph:
                    text.Append(paragraph.Text).Append('\n');
                    break;
                case ReportBlock.Points points:
                    text.AppendJoin('\n', points.Items.Select(item => "  - " + item)).Append('\n');
                    break;
                case ReportBlock.Table table:
                    Write(text, table);
                    break;
                case ReportBlock.Phases phases:
                    foreach (Phase phase in phases.Machine)
                    {
                        text.Append("  ").Append(phase.Name).Append(phase.IsTerminal ? " (end)" : " → " + string.Join(", ", phase.Next.Select(next => phases.Machine[next].Name))).Append('\n');
                    }

                    break;
            }
        }

        return text.ToString().TrimStart('\n');
    }

    private static void Write(StringBuilder text, ReportBlock.Table table)
    {
        int[] widths = [.. table.Columns.Select((column, i) => table.Rows.Select(row => row[i].Length).Append(column.Length).Max())];
        foreach (ImmutableArray<string> row in table.Rows.Prepend(table.Columns))
        {
            text.Append("  ").Append(string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd()).Append('\n');
        }
    }
}
