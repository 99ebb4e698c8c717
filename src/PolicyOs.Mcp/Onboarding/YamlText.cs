using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>Values as the YAML of a starter bundle has them: words as they are, everything else as JSON, which is YAML.</summary>
internal static partial class YamlText
{
    // What is readable stays so; quotes and control characters are escaped all the same.
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A text.</summary>
    public static string Of(string text) =>
        Word().IsMatch(text) && !(text.ToLowerInvariant() is "true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n")
            ? text
            : JsonSerializer.Serialize(text, s_readable);

    /// <summary>A list on one line.</summary>
    public static string Of(IEnumerable<string> texts) => "[" + string.Join(", ", texts.Select(Of)) + "]";

    /// <summary>A JSON value on one line.</summary>
    public static string Of(JsonNode value) => value.ToJsonString(s_readable);

    /// <summary>A mapping on one line.</summary>
    public static string Of(IEnumerable<KeyValuePair<string, string>> pairs) => "{ " + string.Join(", ", pairs.Select(pair => $"{Of(pair.Key)}: {Of(pair.Value)}")) + " }";

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_./-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
