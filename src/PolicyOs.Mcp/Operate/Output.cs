using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyOs.Mcp.Operate;

/// <summary>Rows for people, or one JSON document for programs.</summary>
internal static class Output
{
    /// <summary>Writes rows as an aligned table with a heading, or as a JSON array of objects.</summary>
    public static void Rows(bool json, string[] columns, IReadOnlyList<string?[]> rows)
    {
        if (json)
        {
            Json(w =>
            {
                w.WriteStartArray();
                foreach (string?[] row in rows)
                {
                    w.WriteStartObject();
                    for (int i = 0; i < columns.Length; i++)
                    {
                        w.WriteString(columns[i], row[i]);
                    }

                    w.WriteEndObject();
                }

                w.WriteEndArray();
            });
            return;
        }

        int[] widths = [.. columns.Select((column, i) => rows.Select(row => row[i]?.Length ?? 0).Append(column.Length).Max())];
        foreach (string?[] row in rows.Prepend(columns))
        {
            Console.Out.WriteLine(string.Join("  ", row.Select((cell, i) => (cell ?? "").PadRight(widths[i]))).TrimEnd());
        }
    }

    /// <summary>Writes one JSON document.</summary>
    public static void Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var w = new Utf8JsonWriter(buffer, new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(w);
        }

        Console.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    /// <summary>Runs a command, and turns what it cannot do into a message and an exit code.</summary>
    public static async Task<int> GuardAsync(Func<Task> command)
    {
        try
        {
            await command();
            return Hosting.ExitCodes.Ok;
        }
        catch (OperateException e)
        {
            Console.Error.WriteLine("policyos: error: " + e.Message);
            return e.ExitCode;
        }
        catch (PolicyOs.Journal.JournalException e)
        {
            Console.Error.WriteLine("policyos: error: " + e.Message);
            return Hosting.ExitCodes.CannotStart;
        }
    }
}
