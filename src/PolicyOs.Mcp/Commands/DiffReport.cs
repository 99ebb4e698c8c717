using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Verification.Diff;

namespace PolicyOs.Mcp.Commands;

/// <summary>Differences between bundles for people, programs and pull requests.</summary>
internal static class DiffReport
{
    private static readonly ChangeClass[] s_gravestFirst = [ChangeClass.Breaking, ChangeClass.Weakening, ChangeClass.Strengthening, ChangeClass.Compatible];

    /// <summary>By class, a line a difference; then what either side has of errors, and the counts.</summary>
    public static string Text(BundleDiff diff)
    {
        var text = new StringBuilder();
        foreach (IGrouping<ChangeClass, BundleChange> group in diff.Changes.GroupBy(change => change.Class))
        {
            text.Append(Word(group.Key)).Append('\n');
            foreach (BundleChange change in group)
            {
                text.Append("  ").Append(Place(change)).Append(": ").Append(change.Path.Length == 0 ? change.Field : change.Path).Append(": ");
                text.Append(Values(change)).Append("  (").Append(change.Why).Append(")\n");
            }
        }

        foreach ((string side, WrittenBundle bundle) in Sides(diff))
        {
            foreach (Diagnostic error in Errors(bundle))
            {
                text.Append(side).Append(": ").Append(error).Append('\n');
            }
        }

        return text.Append(Counts(diff)).Append('\n').ToString();
    }

    /// <summary>A table a class.</summary>
    public static string Markdown(BundleDiff diff)
    {
        var text = new StringBuilder($"# {Cell(diff.Old.Name)} → {Cell(diff.New.Name)}\n\n{Counts(diff)}\n");
        foreach (IGrouping<ChangeClass, BundleChange> group in diff.Changes.GroupBy(change => change.Class))
        {
            text.Append("\n## ").Append(Word(group.Key)).Append("\n\n| where | what | before | after | why |\n|---|---|---|---|---|\n");
            foreach (BundleChange change in group)
            {
                string[] cells = [Place(change), change.Path.Length == 0 ? change.Field : change.Path, change.Old ?? "", change.New ?? "", change.Why];
                text.Append("| ").AppendJoin(" | ", cells.Select(Cell)).Append(" |\n");
            }
        }

        foreach ((string side, WrittenBundle bundle) in Sides(diff).Where(pair => Errors(pair.Bundle).Any()))
        {
            text.Append("\n## errors in the ").Append(side).Append(" bundle\n\n");
            foreach (Diagnostic error in Errors(bundle))
            {
                text.Append("* ").Append(Cell(error.ToString())).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>One JSON document.</summary>
    public static string Json(BundleDiff diff, bool holds)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            w.WriteStartObject();
            w.WriteBoolean("holds"u8, holds);
            w.WriteStartObject("counts"u8);
            foreach (ChangeClass of in s_gravestFirst)
            {
                w.WriteNumber(Word(of), diff.Count(of));
            }

            w.WriteEndObject();
            w.WriteStartArray("changes"u8);
            foreach (BundleChange change in diff.Changes)
            {
                Write(w, change);
            }

            w.WriteEndArray();
            w.WriteStartObject("errors"u8);
            foreach ((string side, WrittenBundle bundle) in Sides(diff))
            {
                w.WriteStartArray(side);
                foreach (Diagnostic error in Errors(bundle))
                {
                    w.WriteStringValue(error.ToString());
                }

                w.WriteEndArray();
            }

            w.WriteEndObject();
            w.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter w, BundleChange change)
    {
        w.WriteStartObject();
        w.WriteString("class"u8, Word(change.Class));
        w.WriteString("field"u8, change.Field);
        w.WriteString("file"u8, change.File);
        w.WriteString("path"u8, change.Path);
        w.WriteString("old"u8, change.Old);
        w.WriteString("new"u8, change.New);
        w.WriteNumber("old_line"u8, change.OldAt.Line);
        w.WriteNumber("new_line"u8, change.NewAt.Line);
        w.WriteString("why"u8, change.Why);
        w.WriteEndObject();
    }

    private static string Word(ChangeClass of) => of.ToString().ToLowerInvariant();

    private static string Place(BundleChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"{change.File}({(change.New is null ? change.OldAt.Line : change.NewAt.Line)})");

    private static string Values(BundleChange change) => (change.Old, change.New) switch
    {
        (null, null) => "changed",
        (null, { } added) => $"added {added}",
        ({ } removed, null) => $"removed {removed}",
        ({ } before, { } after) => $"{before} -> {after}",
    };

    private static string Counts(BundleDiff diff) =>
        diff.Changes.IsEmpty ? "no difference" : string.Join(", ", s_gravestFirst.Select(of => string.Create(CultureInfo.InvariantCulture, $"{diff.Count(of)} {Word(of)}")));

    private static IEnumerable<(string Side, WrittenBundle Bundle)> Sides(BundleDiff diff) => [("old", diff.Old), ("new", diff.New)];

    private static IEnumerable<Diagnostic> Errors(WrittenBundle bundle) => bundle.Load.Diagnostics.Where(finding => finding.Severity == Severity.Error);

    private static string Cell(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
}
