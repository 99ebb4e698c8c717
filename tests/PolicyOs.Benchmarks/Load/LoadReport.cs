using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace PolicyOs.Benchmarks.Load;

/// <summary>The table that is printed and kept.</summary>
internal static class LoadReport
{
    /// <summary>Writes the results as Markdown.</summary>
    public static string Write(LoadResults results)
    {
        var text = new StringBuilder();
        Line(text, $"# Load: a server, direct and through the gateway");
        Line(text, $"");
        Line(text, $"`dotnet run -c Release --project tests/PolicyOs.Benchmarks -- load` on {Environment.ProcessorCount} processors, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription};");
        Line(text, $"client, gateway and server share them. Stdio, journal in memory, executable published self-contained and ReadyToRun (composite). Direct and governed take turns.");
        Line(text, $"The demo inbox does next to nothing for a call; the other server offers the same tool with the official C# SDK, as people write servers.");
        Line(text, $"");
        Line(text, $"| server | in flight | way | calls | p50 µs | p99 µs | calls/s |");
        Line(text, $"|---|---:|---|---:|---:|---:|---:|");
        Row(text, "demo inbox", 1, "direct", results.OneInFlight.Direct);
        Row(text, "demo inbox", 1, "governed", results.OneInFlight.Governed);
        Row(text, "demo inbox", 32, "direct", results.ManyInFlight.Direct);
        Row(text, "demo inbox", 32, "governed", results.ManyInFlight.Governed);
        Row(text, "C# SDK", 32, "direct", results.SdkManyInFlight.Direct);
        Row(text, "C# SDK", 32, "governed", results.SdkManyInFlight.Governed);
        Line(text, $"");
        Line(text, $"Startup to the answered hello, median of 20: direct {results.Startup.Direct.TotalMilliseconds:0} ms, governed {results.Startup.Governed.TotalMilliseconds:0} ms.");
        Line(text, $"");
        Goals(text, results.Goals);
        return text.ToString();
    }

    /// <summary>The table of what was wanted and what was measured.</summary>
    public static void Goals(StringBuilder text, IEnumerable<LoadGoal> goals)
    {
        Line(text, $"| goal | wanted | measured | |");
        Line(text, $"|---|---:|---:|---|");
        foreach (LoadGoal goal in goals)
        {
            Line(text, $"| {goal.Name} | {goal.Goal} | {goal.Measured} | {(goal.IsMet ? "met" : "MISSED")} |");
        }
    }

    /// <summary>One line, numbers as in English.</summary>
    public static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Row(StringBuilder text, string server, int inFlight, string way, Latencies calls) =>
        Line(text, $"| {server} | {inFlight} | {way} | {calls.Count} | {calls.Percentile(0.5):0} | {calls.Percentile(0.99):0} | {calls.Throughput:0} |");
}
