using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PolicyOs.Benchmarks.Load.Http;

/// <summary>The table that is printed and kept.</summary>
internal static class HttpLoadReport
{
    /// <summary>Writes the results as Markdown.</summary>
    public static string Write(HttpLoadResults results)
    {
        var text = new StringBuilder();
        Line(text, $"# Load over HTTP: the gateway beside proxies that only pass on");
        Line(text, $"");
        Line(text, $"`dotnet run -c Release --project tests/PolicyOs.Benchmarks -- load --http` on {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription};");
        Line(text, $"client, gateway and server share them. One .NET client of 2025-11-25 over Streamable HTTP, one session, the demo inbox behind it on stdio; direct is that");
        Line(text, $"inbox on stdio without anything between. The gateway decides and journals every call (in memory); the proxies decide nothing. All take turns.");
        Line(text, $"");
        Line(text, $"| in flight | way | calls | p50 µs | p99 µs | calls/s |");
        Line(text, $"|---:|---|---:|---:|---:|---:|");
        foreach (HttpLoadRow row in results.Rows)
        {
            Line(text, $"| {row.InFlight} | {row.Way} | {row.Calls.Count} | {row.Calls.Percentile(0.5):0} | {row.Calls.Percentile(0.99):0} | {row.Calls.Throughput:0} |");
        }

        Line(text, $"");
        Line(text, $"Governed over HTTP has {results.Ratio("governed", "direct"):0.00} of the throughput of direct on stdio, 32 in flight.");
        Line(text, $"");
        Line(text, $"| goal | wanted | measured | |");
        Line(text, $"|---|---:|---:|---|");
        foreach (LoadGoal goal in results.Goals)
        {
            Line(text, $"| {goal.Name} | {goal.Goal} | {goal.Measured} | {(goal.IsMet ? "met" : "MISSED")} |");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
