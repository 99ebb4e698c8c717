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
        LoadReport.Line(text, $"# Load over HTTP: the gateway beside proxies that only pass on");
        LoadReport.Line(text, $"");
        LoadReport.Line(text, $"`dotnet run -c Release --project tests/PolicyOs.Benchmarks -- load --http` on {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription};");
        LoadReport.Line(text, $"client, gateway and server share them. One .NET client of 2025-11-25 over Streamable HTTP, one session, the demo inbox behind it on stdio; direct is that");
        LoadReport.Line(text, $"inbox on stdio without anything between. The gateway decides and journals every call (in memory); the proxies decide nothing. All take turns.");
        LoadReport.Line(text, $"");
        LoadReport.Line(text, $"| in flight | way | calls | p50 µs | p99 µs | calls/s |");
        LoadReport.Line(text, $"|---:|---|---:|---:|---:|---:|");
        foreach (HttpLoadRow row in results.Rows)
        {
            LoadReport.Line(text, $"| {row.InFlight} | {row.Way} | {row.Calls.Count} | {row.Calls.Percentile(0.5):0} | {row.Calls.Percentile(0.99):0} | {row.Calls.Throughput:0} |");
        }

        LoadReport.Line(text, $"");
        LoadReport.Line(text, $"Governed over HTTP has {results.Ratio("governed", "direct"):0.00} of the throughput of direct on stdio, 32 in flight.");
        LoadReport.Line(text, $"");
        LoadReport.Goals(text, results.Goals);
        return text.ToString();
    }
}
