using System.Buffers;
using System.Text;
using System.Text.Json;

namespace PolicyOs.Contracts.Diagnostics;

/// <summary>Findings for machines: <c>{"findings": […], "errors": n, "warnings": n, "infos": n}</c>.</summary>
public static class DiagnosticJson
{
    /// <summary>Renders findings.</summary>
    public static string Render(IReadOnlyCollection<Diagnostic> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("findings"u8);
            foreach (Diagnostic d in findings)
            {
                Write(writer, d);
            }

            writer.WriteEndArray();
            writer.WriteNumber("errors"u8, findings.Count(d => d.Severity == Severity.Error));
            writer.WriteNumber("warnings"u8, findings.Count(d => d.Severity == Severity.Warning));
            writer.WriteNumber("infos"u8, findings.Count(d => d.Severity == Severity.Info));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private static void Write(Utf8JsonWriter writer, Diagnostic d)
    {
        writer.WriteStartObject();
        writer.WriteString("file"u8, d.File);
        writer.WriteNumber("line"u8, d.Line);
        writer.WriteNumber("column"u8, d.Column);
        writer.WriteNumber("length"u8, d.Length);
        writer.WriteString("severity"u8, d.Severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "info" });
        writer.WriteString("code"u8, d.Code);
        writer.WriteString("message"u8, d.Message);
        if (d.Help is not null)
        {
            writer.WriteString("help"u8, d.Help);
        }

        writer.WriteEndObject();
    }
}
