using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Mcp.Live;

/// <summary>Golden tasks on two surfaces, for people and programs.</summary>
internal static class ParityReport
{
    /// <summary>A line a task with both latencies, and under it every difference.</summary>
    public static string Text(IReadOnlyList<ParityTask> tasks, string first, string second)
    {
        var text = new StringBuilder().Append("A: ").Append(first).Append("\nB: ").Append(second).Append('\n');
        foreach (ParityTask task in tasks)
        {
            (int Step, string What, string First, string Second)[] differences = [.. task.Differences];
            text.Append(task.Skipped is not null ? "  skip  " : differences.Length == 0 ? "  same  " : "  DIFF  ").Append(task.Bundle).Append(' ').Append(task.Task.Id);
            text.Append(task.Skipped is null
                ? string.Create(CultureInfo.InvariantCulture, $" (A {Total(task.First.Steps):0} ms, B {Total(task.Second.Steps):0} ms)\n")
                : $": {task.Skipped}\n");
            foreach ((int step, string what, string a, string b) in differences)
            {
                text.Append("        ").Append(step == 0 ? "before the steps" : $"step {step}").Append(": ").Append(what).Append(": A ").Append(a).Append("; B ").Append(b).Append('\n');
            }
        }

        int differing = tasks.Count(static task => task.Differences.Any());
        int skipped = tasks.Count(static task => task.Skipped is not null);
        return text.Append(CultureInfo.InvariantCulture, $"{tasks.Count - differing - skipped} the same, {differing} different, {skipped} skipped\n").ToString();
    }

    /// <summary>One JSON document, with every step of both.</summary>
    public static void Json(Utf8JsonWriter w, IReadOnlyList<ParityTask> tasks, string first, string second)
    {
        w.WriteStartObject();
        w.WriteString("a"u8, first);
        w.WriteString("b"u8, second);
        w.WriteNumber("different"u8, tasks.Count(static task => task.Differences.Any()));
        w.WriteStartArray("tasks"u8);
        foreach (ParityTask task in tasks)
        {
            w.WriteStartObject();
            w.WriteString("bundle"u8, task.Bundle);
            w.WriteString("task"u8, task.Task.Id);
            w.WriteString("skipped"u8, task.Skipped);
            w.WriteStartArray("differences"u8);
            foreach ((int step, string what, string a, string b) in task.Differences)
            {
                w.WriteStartObject();
                w.WriteNumber("step"u8, step);
                w.WriteString("what"u8, what);
                w.WriteString("a"u8, a);
                w.WriteString("b"u8, b);
                w.WriteEndObject();
            }

            w.WriteEndArray();
            Write(w, "a", task.First);
            Write(w, "b", task.Second);
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }

    private static double Total(IEnumerable<LiveStep> steps) => steps.Sum(static step => step.Duration.TotalMilliseconds);

    private static void Write(Utf8JsonWriter w, string name, (IReadOnlyList<LiveStep> Steps, string? Stopped) played)
    {
        w.WriteStartObject(name);
        w.WriteString("stopped"u8, played.Stopped);
        w.WriteStartArray("steps"u8);
        foreach (LiveStep step in played.Steps)
        {
            w.WriteStartObject();
            w.WriteString("verdict"u8, step.Verdict);
            w.WriteString("code"u8, step.Code);
            w.WriteString("phase"u8, step.Phase);
            w.WriteTexts("visible_tools"u8, step.Tools);
            w.WriteNumber("latency_ms"u8, Math.Round(step.Duration.TotalMilliseconds, 2));
            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteEndObject();
    }
}
