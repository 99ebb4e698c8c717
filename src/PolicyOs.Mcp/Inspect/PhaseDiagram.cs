using System.Globalization;
using System.Text;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>The phase machine as inline SVG: phases from left to right in their order, edges as arcs; forward above, backward below.</summary>
internal static class PhaseDiagram
{
    private const int Width = 130;
    private const int Height = 40;
    private const int Gap = 60;

    /// <summary>Writes the diagram.</summary>
    public static void Write(StringBuilder text, ReportBlock.Phases phases)
    {
        int count = phases.Machine.Length;
        int middle = 60 + (20 * count);
        text.Append(CultureInfo.InvariantCulture,
            $"<svg role=\"img\" aria-label=\"phases\" width=\"{(count * (Width + Gap)) + Gap}\" height=\"{2 * middle}\" xmlns=\"http://www.w3.org/2000/svg\">" +
            $"<defs><marker id=\"a\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\"/></marker></defs>\n");
        for (int i = 0; i < count; i++)
        {
            Box(text, phases.Machine[i], X(i), middle, isInitial: i == phases.Initial);
            foreach (int next in phases.Machine[i].Next)
            {
                Edge(text, i, next, middle);
            }
        }

        text.Append("</svg>\n");
    }

    private static int X(int phase) => Gap + (phase * (Width + Gap));

    private static void Box(StringBuilder text, Phase phase, int x, int middle, bool isInitial) => text.Append(CultureInfo.InvariantCulture,
        $"<rect x=\"{x}\" y=\"{middle - (Height / 2)}\" width=\"{Width}\" height=\"{Height}\" rx=\"8\" fill=\"{(isInitial ? "#e3f0ff" : "#fff")}\" " +
        $"stroke=\"#456\" stroke-width=\"{(phase.IsTerminal ? 3 : 1)}\"/><text x=\"{x + (Width / 2)}\" y=\"{middle + 5}\" text-anchor=\"middle\">{HtmlPage.Escape(phase.Name)}</text>\n");

    private static void Edge(StringBuilder text, int from, int to, int middle)
    {
        string path = to == from + 1
            ? string.Create(CultureInfo.InvariantCulture, $"M{X(from) + Width} {middle}L{X(to)} {middle}")
            : Arc(from, to, middle);
        text.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"#456\" marker-end=\"url(#a)\"/>\n");
    }

    private static string Arc(int from, int to, int middle)
    {
        int side = to > from ? -1 : 1;
        int y = middle + (side * Height / 2);
        int bend = middle + (side * ((Height / 2) + 15 + (15 * Math.Abs(to - from))));
        int start = X(from) + (Width / 2) + (from == to ? -20 : 0);
        int end = X(to) + (Width / 2) + (from == to ? 20 : 0);
        return string.Create(CultureInfo.InvariantCulture, $"M{start} {y}C{start} {bend} {end} {bend} {end} {y}");
    }
}
