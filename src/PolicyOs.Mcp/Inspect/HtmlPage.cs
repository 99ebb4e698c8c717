using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace PolicyOs.Mcp.Inspect;

/// <summary>The page as one HTML document without scripts or outside references; the phase machine is inline SVG.</summary>
internal static class HtmlPage
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1c1f24}" +
        "table{border-collapse:collapse;margin:.5rem 0}td,th{border:1px solid #ccd;padding:.25rem .6rem;text-align:left;vertical-align:top}" +
        "th{background:#f2f4f8}h2{margin-top:2rem;border-bottom:1px solid #dde}svg text{font:13px system-ui,sans-serif}svg{max-width:100%;height:auto}" +
        ".card{border:1px solid #ccd;border-radius:8px;padding:.2rem 1rem;margin:1rem 0;break-inside:avoid}dl{display:grid;grid-template-columns:11rem 1fr;gap:.2rem .8rem}dt{color:#567}dd{margin:0;overflow-wrap:anywhere}";

    /// <summary>Renders the page.</summary>
    public static string Render(ImmutableArray<ReportBlock> page)
    {
        string title = page.OfType<ReportBlock.Heading>().First().Text;
        var text = new StringBuilder("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
            .Append(Escape(title)).Append("</title><style>").Append(Style).Append("</style></head><body>\n");
        foreach (ReportBlock block in page)
        {
            Write(text, block);
        }

        return text.Append("</body></html>\n").ToString();
    }

    private static void Write(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Heading heading:
                text.Append(CultureInfo.InvariantCulture, $"<h{heading.Level}>{Escape(heading.Text)}</h{heading.Level}>\n");
                break;
            case ReportBlock.Paragraph paragraph:
                text.Append(CultureInfo.InvariantCulture, $"<p>{Escape(paragraph.Text)}</p>\n");
                break;
            case ReportBlock.Points points:
                text.Append("<ul>").AppendJoin("", points.Items.Select(item => $"<li>{Escape(item)}</li>")).Append("</ul>\n");
                break;
            case ReportBlock.Card card:
                text.Append(CultureInfo.InvariantCulture, $"<section class=\"card\"><h3>{Escape(card.Title)}</h3><dl>\n")
                    .AppendJoin("", card.Lines.Select(line => $"<dt>{Escape(line.Name)}</dt><dd>{Escape(line.Text)}</dd>\n")).Append("</dl></section>\n");
                break;
            case ReportBlock.Table table:
                text.Append("<table><tr>").AppendJoin("", table.Columns.Select(column => $"<th>{Escape(column)}</th>")).Append("</tr>\n");
                foreach (ImmutableArray<string> row in table.Rows)
                {
                    text.Append("<tr>").AppendJoin("", row.Select(cell => $"<td>{Escape(cell)}</td>")).Append("</tr>\n");
                }

                text.Append("</table>\n");
                break;
            case ReportBlock.Phases phases:
                PhaseDiagram.Write(text, phases);
                break;
        }
    }

    internal static string Escape(string text) => WebUtility.HtmlEncode(Shown.Line(text));
}
