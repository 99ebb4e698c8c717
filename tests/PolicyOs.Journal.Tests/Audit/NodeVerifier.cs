using System.Diagnostics;
using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.Journal.Tests.Audit;

/// <summary>The second verifier, which shares no code with ours.</summary>
internal static class NodeVerifier
{
    public sealed record Result(bool Holds, long? FirstLine, long Events, long Anchors, long Unanchored);

    /// <summary>Verifies files with one process; null where node is not installed.</summary>
    public static async Task<IReadOnlyList<Result>?> VerifyAsync(IEnumerable<string> files)
    {
        var start = new ProcessStartInfo("node") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add(RepositoryRoot.At("tests", "interop", "verify-audit", "verify.mjs"));
        foreach (string file in files)
        {
            start.ArgumentList.Add(file);
        }

        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }

        using (process)
        {
            string output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        }
    }

    private static Result Parse(string line)
    {
        using var json = JsonDocument.Parse(line);
        JsonElement root = json.RootElement;
        JsonElement first = root.GetProperty("first");
        return new Result(
            root.GetProperty("holds").GetBoolean(),
            first.ValueKind == JsonValueKind.Null ? null : first.GetProperty("line").GetInt64(),
            root.GetProperty("events").GetInt64(),
            root.GetProperty("anchors").GetInt64(),
            root.GetProperty("unanchored").GetInt64());
    }
}
