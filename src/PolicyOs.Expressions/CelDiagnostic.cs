using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions;

/// <summary>A finding in an expression: where, what, and what to write instead.</summary>
/// <param name="Offset">Where it starts in the source, in UTF-16 units.</param>
/// <param name="Length">How much of the source it is about; may be 0 at the end.</param>
/// <param name="Message">Lower case, no full stop, the author's words in backticks.</param>
/// <param name="Help">What to do about it, or null.</param>
public sealed record CelDiagnostic(int Offset, int Length, string Message, string? Help = null)
{
    /// <summary>The message, the line it is about, a caret under the place, and the help: for terminals and tests.</summary>
    public string Render(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int offset = Math.Clamp(Offset, 0, source.Length);
        int start = offset == 0 ? 0 : source.LastIndexOf('\n', offset - 1) + 1;
        int end = source.IndexOf('\n', offset);
        string line = source[start..(end < 0 ? source.Length : end)].TrimEnd('\r');
        int row = source.AsSpan(0, start).Count('\n') + 1;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"({row},{offset - start + 1}): {Message}\n  {line}\n  ");

        // Tabs stay tabs, so that the caret stands under its place whatever their width.
        text.Append([.. line.AsSpan(0, Math.Min(offset - start, line.Length)).ToArray().Select(c => c == '\t' ? '\t' : ' ')]);
        text.Append('^', Math.Max(1, Math.Min(Length, line.Length - (offset - start))));
        return Help is null ? text.ToString() : text.Append("\n  help: ").Append(Help).ToString();
    }
}
