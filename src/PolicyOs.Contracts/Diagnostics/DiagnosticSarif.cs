using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Contracts.Diagnostics;

/// <summary>Findings as SARIF 2.1.0 (OASIS), for code hosts and editors.</summary>
public static class DiagnosticSarif
{
    private const string BaseId = "BUNDLE";

    /// <summary>Renders one run.</summary>
    /// <param name="findings">In the order to give them.</param>
    /// <param name="toolVersion">Version of this program.</param>
    /// <param name="bundleUri">URI of the bundle's folder with a slash at its end, absolute or relative to the checkout; null leaves it open.</param>
    public static string Render(IReadOnlyCollection<Diagnostic> findings, string toolVersion, string? bundleUri)
    {
        ArgumentNullException.ThrowIfNull(findings);
        DiagnosticCode[] rules = [.. Codes.All.Where(c => findings.Any(f => f.Code == c.Id))];
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema"u8, "https://json.schemastore.org/sarif-2.1.0.json"u8);
            writer.WriteString("version"u8, "2.1.0"u8);
            writer.WriteStartArray("runs"u8);
            writer.WriteStartObject();
            WriteTool(writer, rules, toolVersion);
            if (bundleUri is not null)
            {
                writer.WriteStartObject("originalUriBaseIds"u8);
                writer.WriteStartObject(BaseId);
                writer.WriteString("uri"u8, bundleUri);
                writer.WriteEndObject();
                writer.WriteEndObject();
            }

            writer.WriteString("columnKind"u8, "utf16CodeUnits"u8);
            writer.WriteStartArray("results"u8);
            foreach (Diagnostic d in findings)
            {
                WriteResult(writer, d, Array.FindIndex(rules, r => r.Id == d.Code));
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void WriteTool(Utf8JsonWriter writer, DiagnosticCode[] rules, string toolVersion)
    {
        writer.WriteStartObject("tool"u8);
        writer.WriteStartObject("driver"u8);
        writer.WriteString("name"u8, "policyos"u8);
        writer.WriteString("version"u8, toolVersion);
        writer.WriteStartArray("rules"u8);
        foreach (DiagnosticCode rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id"u8, rule.Id);
            writer.WriteStartObject("shortDescription"u8);
            writer.WriteString("text"u8, rule.Meaning);
            writer.WriteEndObject();
            writer.WriteStartObject("defaultConfiguration"u8);
            writer.WriteString("level"u8, Level(rule.Severity));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Diagnostic d, int rule)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId"u8, d.Code);
        writer.WriteNumber("ruleIndex"u8, rule);
        writer.WriteString("level"u8, Level(d.Severity));
        writer.WriteStartObject("message"u8);
        writer.WriteString("text"u8, d.Help is null ? d.Message : $"{d.Message}\nhelp: {d.Help}");
        writer.WriteEndObject();
        writer.WriteStartArray("locations"u8);
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation"u8);
        writer.WriteStartObject("artifactLocation"u8);
        writer.WriteString("uri"u8, string.Join('/', d.File.Split('/').Select(Uri.EscapeDataString)));
        writer.WriteString("uriBaseId"u8, BaseId);
        writer.WriteEndObject();
        writer.WriteStartObject("region"u8);
        writer.WriteNumber("startLine"u8, d.Line);
        writer.WriteNumber("startColumn"u8, d.Column);
        if (d.Length > 0)
        {
            writer.WriteNumber("endColumn"u8, d.Column + d.Length);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };
}
