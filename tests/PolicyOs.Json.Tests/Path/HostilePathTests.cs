using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Json.Path;
using PolicyOs.Json.Strict;
using PolicyOs.Json.Tests.Strict;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Path;

/// <summary>Queries and documents that try to exhaust the stack, or time.</summary>
public sealed class HostilePathTests
{
    private static readonly string[] Pieces =
    [
        "$", "@", ".", "..", "[", "]", "*", "?", "(", ")", "!", "&&", "||", "==", "<", ",", ":", "-", "0", "1", "9007199254740992", "'a'", "\"\\u00e9\"", "a",
        "true", "null", "length(", "count(", "match(", "value(", " ", "\t", "1e5", "'", "\\", "\ud800", "é", "😀", "$.a", "@.b", "[0]", "[::2]", "[?@.a]",
    ];

    [Theory]
    [InlineData("$[?", "(", "@", ")", "]")]
    [InlineData("$[?", "!(", "@", ")", "]")]
    [InlineData("$", "[?@", "[0]", "]", "")]
    [InlineData("$[?", "length(", "@", ")", " == 1]")]
    public void TryParse_DeepNesting_IsBounded(string before, string open, string inner, string close, string after)
    {
        Assert.Null(ErrorAt(30));
        Assert.Contains("nested deeper", ErrorAt(100)?.Message, StringComparison.Ordinal);
        Assert.Contains("nested deeper", ErrorAt(200_000)?.Message, StringComparison.Ordinal);

        JsonPathError? ErrorAt(int depth)
        {
            string text = before + string.Concat(Enumerable.Repeat(open, depth)) + inner + string.Concat(Enumerable.Repeat(close, depth)) + after;
            return JsonPath.TryParse(text, out _, out JsonPathError? error) ? null : error;
        }
    }

    [Theory]
    [InlineData("$", ".a", "")]
    [InlineData("$", "..a", "")]
    [InlineData("$['a'", ",'a'", "]")]
    [InlineData("$[?@.a", "&&@.a", "]")]
    [InlineData("$[?@.a", "||@.a", "]")]
    [InlineData("$['", "\\n", "']")]
    public void TryParse_LongQuery_IsParsedWrittenAndRun(string before, string piece, string after)
    {
        JsonPath path = JsonPath.Parse(before + string.Concat(Enumerable.Repeat(piece, 100_000)) + after);
        Assert.Equal(path.ToString(), JsonPath.Parse(path.ToString()).ToString());
        Assert.True(path.TrySelect(JsonElement.Parse("""{"a":{"b":{"a":1}}}"""), 1_000_000, out _));
    }

    [Fact]
    public void Select_DeepDocument_NeedsNoStack()
    {
        const int Depth = 20_000; // JsonDocument itself parses such a document in quadratic time
        using var document = JsonDocument.Parse(new string('[', Depth) + new string(']', Depth), new JsonDocumentOptions { MaxDepth = Depth });
        Assert.Equal(Depth - 1, JsonPath.Parse("$..*").Select(document.RootElement).Count);
        Assert.Equal(Depth - 2, JsonPath.Parse("$..[?@..*]").Select(document.RootElement).Count);
        Assert.Equal(Depth - 1, JsonPath.Parse("$..[?count($..*) > 3]").Select(document.RootElement).Count);
        Assert.Equal(Depth - 1, JsonPath.Parse("$..*").Select(document.RootElement)[^1].Path.Steps.Count);
    }

    [Fact]
    public void TrySelect_MoreNodesThanAllowed_StopsEarly()
    {
        JsonElement document = JsonElement.Parse(new string('[', 60) + new string(']', 60));
        JsonPath path = JsonPath.Parse("$..*..*..*..*..*..*..*..*..*..*");
        long start = Stopwatch.GetTimestamp();
        Assert.False(path.TrySelect(document, 1_000_000, out IReadOnlyList<JsonPathNode> nodes));
        Assert.Empty(nodes);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20)); // all would be 75 billion
    }

    [Fact]
    public void TrySelect_PatternsOfTheDocument_CountAsWork()
    {
        string items = string.Join(',', Enumerable.Range(0, 1000).Select(i => $$"""{"p":"x{{i}}","t":"x"}"""));
        JsonElement document = JsonElement.Parse($"[{items}]");
        JsonPath path = JsonPath.Parse("$[?match(@.t, @.p)]");
        Assert.False(path.TrySelect(document, 100_000, out _));
        Assert.True(path.TrySelect(JsonElement.Parse("""[{"p":"x","t":"x"},{"p":"x","t":"x"}]"""), 1500, out IReadOnlyList<JsonPathNode> nodes));
        Assert.Equal(2, nodes.Count);
    }

    [Theory]
    [InlineData("$[::2]")]
    [InlineData("$[::-2]")]
    [InlineData("$[99999:0:-1]")]
    [InlineData("$[?@[0] == $[9999][0]]")]
    [InlineData("$..[?@ == 99999]")]
    public void Select_LargeArray_TakesAboutLinearTime(string query)
    {
        JsonPath path = JsonPath.Parse(query);
        JsonElement document = Array(100_000);
        long start = Stopwatch.GetTimestamp();
        Assert.NotEmpty(path.Select(document));

        // A tenth of a second on an idle machine; looking each element up from the start would take more than twenty seconds.
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(8));
    }

    [Fact]
    public void TryParse_AnyPieces_NeverThrows() =>
        ForSeeds(20_000, seed =>
        {
            var random = new Random(seed);
            string text = "$" + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            if (!JsonPath.TryParse(text, out JsonPath? path, out JsonPathError? error))
            {
                return error.Position <= text.Length;
            }

            JsonElement document = JsonElement.Parse("""{"a":[{"b":1,"a":"a"},{"é":[0,1]}],"b":null}""");
            return JsonPath.Parse(path.ToString()).Select(document).Select(Place).SequenceEqual(path.Select(document).Select(Place));
        });

    [Fact]
    public void TryParse_AnyText_NeverThrows() =>
        ForSeeds(2000, seed =>
        {
            var random = new Random(seed);
            char[] text = new char[random.Next(200)];
            for (int i = 0; i < text.Length; i++)
            {
                text[i] = random.Next(4) == 0 ? (char)random.Next(0x10000) : (char)random.Next(32, 127);
            }

            string name = new(text);
            bool normal = NormalizedPath.TryParse($"$['{name}']", out NormalizedPath? path, out _);
            return JsonPath.TryParse(name, out _, out JsonPathError? error) == (error is null) && (!normal || path!.ToString() == $"$['{name}']");
        });

    [Fact]
    public void Select_AnyFineDocument_PathsLeadBack() =>
        ForSeeds(500, seed =>
        {
            byte[] bytes = new RandomJson(seed).Document();
            if (StrictReader.Check(bytes, StrictOptions.Document) is not null)
            {
                return true;
            }

            JsonElement document = JsonElement.Parse(bytes);
            return JsonPath.Parse("$..*").Select(document).All(node =>
                NormalizedPath.TryParse(node.Path.ToString(), out NormalizedPath? path, out _)
                && path.Equals(node.Path)
                && JsonPath.Parse(node.Path.ToString()).TrySelectSingle(document, out JsonElement value)
                && value.GetRawText() == node.Value.GetRawText());
        });

    [Fact]
    public void Select_OneMebibyte_NeverThrows() =>
        ForSeeds(3, seed =>
        {
            // Names repeat inside such a document, which the strict edge would refuse; selecting must not mind.
            JsonElement document = JsonElement.Parse(new RandomJson(seed).Document(1 << 20));
            string[] queries = ["$..*", "$..[?@.a || @.id == 1]", "$[::-1]..[?length(@) > 3]", "$..[?search(@, 'plain.*')]", "$..a..b"];
            return queries.All(query => JsonPath.Parse(query).TrySelect(document, 50_000_000, out _));
        });

    private static string Place(JsonPathNode node) => node.Path.ToString();

    private static JsonElement Array(int length) =>
        JsonElement.Parse("[" + string.Join(',', Enumerable.Range(0, length).Select(i => $"[{i.ToString(CultureInfo.InvariantCulture)}]")) + "]");

    private static void ForSeeds(int count, Func<int, bool> holds) =>
        Check.One(Seeded.Times(count), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), holds));
}
