using System.Diagnostics;
using System.Text.Json;

namespace PolicyOs.Json.Tests.Schema;

/// <summary>Asks node's own RegExp, with the u flag, one whole table in one process.</summary>
internal static class NodeRegExp
{
    // A pattern that is none answers null; (?i) at the start becomes the i flag, as the specification defines it. Each place between two code
    // points is tried by itself: V8's own search also looks for empty matches between the halves of a surrogate pair, where ECMA-262 does not.
    private const string Script = """
        const table = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        console.log(JSON.stringify(table.map(({ pattern, texts }) => {
          try {
            const fold = pattern.startsWith('(?i)');
            const re = new RegExp(fold ? pattern.slice(4) : pattern, fold ? 'iuy' : 'uy');
            return texts.map(text => {
              for (let at = 0; at <= text.length; at += text.codePointAt(at) > 0xFFFF ? 2 : 1) {
                re.lastIndex = at;
                if (re.test(text)) return true;
              }
              return false;
            });
          } catch { return null; }
        })));
        """;

    /// <summary>The answers, row by row; null where the machine has no node.</summary>
    public static bool[]?[]? Ask(IReadOnlyList<(string Pattern, string[] Texts)> table)
    {
        var start = new ProcessStartInfo("node", ["-e", Script]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        try
        {
            using Process process = Process.Start(start)!;
            using (Stream input = process.StandardInput.BaseStream)
            {
                JsonSerializer.Serialize(input, table.Select(row => new { pattern = row.Pattern, texts = row.Texts }));
            }

            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return JsonSerializer.Deserialize<bool[]?[]>(output);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
