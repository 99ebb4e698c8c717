using System.Text.Json;

namespace PolicyOs.Journal.Records;

/// <summary>A tool result as it is kept.</summary>
/// <param name="Result">The result object as MCP sent it, masked where the bundle says so.</param>
/// <param name="IsWhole">Whether nothing of it was masked.</param>
public sealed record KeptResult(JsonElement Result, bool IsWhole)
{
    /// <summary>The record's content: {whole, result}.</summary>
    public byte[] Write() => RecordJson.Write(w =>
    {
        w.WriteBoolean("whole"u8, IsWhole);
        w.WritePropertyName("result"u8);
        Result.WriteTo(w);
    });

    /// <summary>Reads the content.</summary>
    public static KeptResult Read(byte[] content)
    {
        JsonElement root = JsonElement.Parse(content);
        return new(root.GetProperty("result"u8), root.GetProperty("whole"u8).GetBoolean());
    }
}
