using System.Text.Json;
using PolicyOs.Journal.Chain;

namespace PolicyOs.Journal.Audit;

/// <summary>The first line of an exported journal: canonical JSON with format, journal and key.</summary>
/// <param name="Journal">The journal's id.</param>
/// <param name="Key">The public key of its anchors: SubjectPublicKeyInfo in lower-case hex.</param>
internal sealed record AuditHeader(string Journal, string Key)
{
    /// <summary>The format that is written and read.</summary>
    public const string Format = "policyos-audit/1";

    /// <summary>The line.</summary>
    public byte[] Line()
    {
        var buffer = new JsonBuffer();
        buffer.Raw("{\"format\":"u8);
        buffer.Text(Format);
        buffer.Raw(",\"journal\":"u8);
        buffer.Text(Journal);
        buffer.Raw(",\"key\":"u8);
        buffer.Text(Key);
        buffer.Raw("}"u8);
        return buffer.Written.ToArray();
    }

    /// <summary>Reads the line; null when it is not exactly what <see cref="Line"/> writes.</summary>
    public static AuditHeader? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var header = new AuditHeader(json.RootElement.GetProperty("journal").GetString()!, json.RootElement.GetProperty("key").GetString()!);
            return line.Span.SequenceEqual(header.Line()) ? header : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
