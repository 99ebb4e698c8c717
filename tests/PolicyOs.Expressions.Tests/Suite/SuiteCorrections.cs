using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PolicyOs.Testing;

namespace PolicyOs.Expressions.Tests.Suite;

/// <summary>
/// Expected values that lost something on the way from textproto to JSON: the escapes \u, \U and \? of textproto were left as they stand,
/// so that the values are not those of the official suite. The tests are listed by name; the list can only shrink, because a correction
/// of a value that needs none fails its test.
/// </summary>
internal static partial class SuiteCorrections
{
    private static readonly HashSet<string> Tests =
        [.. File.ReadLines(RepositoryRoot.At("tests", "PolicyOs.Expressions.Tests", "Suite", "corrections.txt"))];

    public static bool Has(string id) => Tests.Contains(id);

    public static JsonElement Decode(JsonElement value)
    {
        JsonProperty content = value.EnumerateObject().Single();
        if (content.Name is "bytes_value")
        {
            byte[] octets = Encoding.Latin1.GetBytes(Decode(Encoding.Latin1.GetString(content.Value.GetBytesFromBase64())));
            return JsonSerializer.SerializeToElement(new { bytes_value = Convert.ToBase64String(octets) });
        }

        return JsonSerializer.SerializeToElement(new { string_value = Decode(content.Value.GetString()!) });
    }

    private static string Decode(string text)
    {
        string decoded = Escape().Replace(text, match => match.Groups["code"] is { Success: true } code
            ? char.ConvertFromUtf32(int.Parse(code.ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture))
            : "?");
        Assert.NotEqual(text, decoded);
        return decoded;
    }

    [GeneratedRegex(@"\\(u(?<code>[0-9a-fA-F]{4})|U(?<code>[0-9a-fA-F]{8})|\?)", RegexOptions.ExplicitCapture)]
    private static partial Regex Escape();
}
