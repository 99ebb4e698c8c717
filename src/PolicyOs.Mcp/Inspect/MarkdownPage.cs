using System.Collections.Immutable;
using System.Text;

namespace PolicyOs.Mcp.Inspect;

/// <summary>The page as Markdown; the phase machine is a Mermaid state diagram.</summary>
internal static class MarkdownPage
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
                    text.Append('#', heading.Level).Append(' ').Append(Escape(heading.Text)).Append("\n\n");
                    break;
                case ReportBlock.Paragraph paragraph:
                    text.Append(Escape(paragraph.Text)).Append("\n\n");
                    break;
                case ReportBlock.Points points:
                    text.AppendJoin('\n', points.Items.Select(item => "- " + Escape(item))).Append("\n\n");
                    break;
                case ReportBlock.Card card:
                    text.Append("### ").Append(Escape(card.Title)).Append("\n\n")
                        .AppendJoin('\n', card.Lines.Select(line => $"- **{line.Name}**: {Escape(line.Text)}")).Append("\n\n");
                    break;
                case ReportBlock.Table table:
                    Row(text, table.Columns);
                    Row(text, [.. table.Columns.Select(_ => "---")]);
                    foreach (ImmutableArray<string> row in table.Rows)
                    {
                        Row(text, [.. row.Select(Escape)]);
                    }

                    text.Append('\n');
                    break;
                case ReportBlock.Phases phases:
                    Write(text, phases);
                    break;
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, ImmutableArray<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    private static void Write(StringBuilder text, ReportBlock.Phases phases)
    {
        text.Append("```mermaid\nstateDiagram-v2\n");
        for (int i = 0; i < phases.Machine.Length; i++)
        {
            text.Append("  state \"").Append(Label(phases.Machine[i].Name)).Append("\" as p").Append(i).Append('\n');
        }

        text.Append("  [*] --> p").Append(phases.Initial).Append('\n');
        for (int i = 0; i < phases.Machine.Length; i++)
        {
            foreach (int next in phases.Machine[i].Next)
            {
                text.Append("  p").Append(i).Append(" --> p").Append(next).Append('\n');
            }

            if (phases.Machine[i].IsTerminal)
            {
                text.Append("  p").Append(i).Append(" --> [*]\n");
            }
        }

        text.Append("```\n\n");
    }

    // Mermaid's own codes for what would end the label or be HTML in it.
    private static string Label(string name) => Shown.Line(name)
        .Replace("#", "#35;", StringComparison.Ordinal).Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal).Replace(">", "#gt;", StringComparison.Ordinal);

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in Shown.Line(text))
        {
            if (c is '\\' or '`' or '*' or '_' or '|' or '<' or '>' or '[' or ']' or '#' or '&' or '~')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
