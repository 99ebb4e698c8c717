using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Verification.Golden;

namespace PolicyOs.Mcp.Commands;

/// <summary>Golden results for people and programs.</summary>
internal static class TestReport
{
    /// <summary>A line a task; for one that fails the step, what was expected, what was, and every check that ran.</summary>
    public static string Text(IReadOnlyList<BundleTestReport> reports)
    {
        var text = new StringBuilder();
        foreach (BundleTestReport report in reports)
        {
            text.Append(report.Bundle).Append('\n');
            foreach (GoldenResult result in report.Results)
            {
                text.Append(result.Holds ? "  ok    " : "  FAIL  ").Append(result.Task.Id).Append(" (").Append(result.Task.Kind).Append(")\n");
                foreach (GoldenMismatch mismatch in result.Mismatches)
                {
                    Append(text, mismatch);
                }
            }

            if (report.Coverage is { } coverage)
            {
                CoverageReport.Append(text, coverage);
            }
        }

        foreach ((BundleTestReport report, (GoldenTask task, string why)) in reports.SelectMany(report => report.Skipped.Select(skipped => (report, skipped))))
        {
            text.Append("  skip  ").Append(report.Bundle).Append(' ').Append(task.Id).Append(": ").Append(why).Append('\n');
        }

        int passed = reports.Sum(report => report.Results.Count(result => result.Holds));
        int failed = reports.Sum(report => report.Results.Length) - passed;
        int skipped = reports.Sum(report => report.Skipped.Length);
        return text.Append(passed).Append(" passed, ").Append(failed).Append(" failed").Append(skipped == 0 ? "\n" : $", {skipped} skipped\n").ToString();
    }

    /// <summary>One JSON document.</summary>
    public static string Json(IReadOnlyList<BundleTestReport> reports)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            w.WriteStartObject();
            w.WriteStartArray("bundles"u8);
            foreach (BundleTestReport report in reports)
            {
                w.WriteStartObject();
                w.WriteString("bundle"u8, report.Bundle);
                w.WriteStartArray("tasks"u8);
                foreach (GoldenResult result in report.Results)
                {
                    Write(w, result);
                }

                w.WriteEndArray();
                if (report.Coverage is { } coverage)
                {
                    CoverageReport.Write(w, coverage);
                }

                w.WriteStartArray("skipped"u8);
                foreach ((GoldenTask task, string why) in report.Skipped)
                {
                    w.WriteStartObject();
                    w.WriteString("id"u8, task.Id);
                    w.WriteString("reason"u8, why);
                    w.WriteEndObject();
                }

                w.WriteEndArray();
                w.WriteEndObject();
            }

            w.WriteEndArray();
            w.WriteNumber("passed"u8, reports.Sum(report => report.Results.Count(result => result.Holds)));
            w.WriteNumber("failed"u8, reports.Sum(report => report.Results.Count(result => !result.Holds)));
            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    /// <summary>A check's verdict as one word.</summary>
    public static string Word(CheckTrace check) => check.Verdict switch
    {
        CheckVerdict.Pass => "pass",
        CheckVerdict.NotApplicable => "nothing to check",
        CheckVerdict.Deny => $"deny {check.Code?.Name}",
        CheckVerdict.Ask => "ask",
        _ => "wait",
    };

    /// <summary>Every check that ran, a line each.</summary>
    public static string Trace(GoldenMismatch mismatch) => string.Concat(
        mismatch.Trace.Where(check => check.Verdict != CheckVerdict.NotApplicable).Select(check => $"          {check.Row,2} {check.Check}: {Word(check)}\n"));

    private static void Append(StringBuilder text, GoldenMismatch mismatch)
    {
        text.Append("        ").Append(mismatch.Place.File).Append('(').Append(mismatch.Place.Line).Append(',').Append(mismatch.Place.Column).Append("): ")
            .Append(mismatch.Step == 0 ? "at the end" : $"step {mismatch.Step}").Append(": ").Append(mismatch.What)
            .Append(" is ").Append(mismatch.Actual).Append(", expected ").Append(mismatch.Expected).Append('\n');
        if (mismatch.Message is { Length: > 0 })
        {
            text.Append("          ").Append(mismatch.Message).Append('\n');
        }

        text.Append(Trace(mismatch));
    }

    private static void Write(Utf8JsonWriter w, GoldenResult result)
    {
        w.WriteStartObject();
        w.WriteString("id"u8, result.Task.Id);
        w.WriteString("kind"u8, result.Task.Kind);
        w.WriteBoolean("holds"u8, result.Holds);
        w.WriteStartArray("mismatches"u8);
        foreach (GoldenMismatch mismatch in result.Mismatches)
        {
            w.WriteStartObject();
            w.WriteString("file"u8, mismatch.Place.File);
            w.WriteNumber("line"u8, mismatch.Place.Line);
            w.WriteNumber("step"u8, mismatch.Step);
            w.WriteString("what"u8, mismatch.What);
            w.WriteString("expected"u8, mismatch.Expected);
            w.WriteString("actual"u8, mismatch.Actual);
            if (mismatch.Message is not null)
            {
                w.WriteString("message"u8, mismatch.Message);
            }

            w.WriteStartArray("trace"u8);
            foreach (CheckTrace check in mismatch.Trace)
            {
                w.WriteStartObject();
                w.WriteNumber("row"u8, check.Row);
                w.WriteString("check"u8, check.Check);
                w.WriteString("verdict"u8, Word(check));
                w.WriteEndObject();
            }

            w.WriteEndArray();

            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
