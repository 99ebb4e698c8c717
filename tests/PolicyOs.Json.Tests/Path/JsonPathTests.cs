using System.Text.Json;
using PolicyOs.Json.Path;

namespace PolicyOs.Json.Tests.Path;

public sealed class JsonPathTests
{
    private readonly JsonElement _document = JsonElement.Parse(
        """{"a":{"b":7,"":8,"é":9},"list":[{"n":1},{"n":2,"m":[3]},{"n":10}],"big":9007199254740993,"text":"\u00e9\ud83d\ude00","re":"[0-9]+"}""");

    [Theory]
    [InlineData("", 0, "begins with `$`")]
    [InlineData("a", 0, "begins with `$`")]
    [InlineData("$ ", 1, "white space")]
    [InlineData("$x", 1, "expected `.`")]
    [InlineData("$.", 2, "expected a name")]
    [InlineData("$. a", 2, "expected a name")]
    [InlineData("$.1", 2, "expected a name")]
    [InlineData("$[", 2, "expected a name in quotes")]
    [InlineData("$[a]", 2, "expected a name in quotes")]
    [InlineData("$['a'", 5, "expected `,` or `]`")]
    [InlineData("$['a", 4, "expected `'`")]
    [InlineData("$['\\x']", 3, "escape")]
    [InlineData("$['\\ud800']", 3, "surrogate")]
    [InlineData("$[01]", 2, "no zero in front")]
    [InlineData("$[-0]", 2, "no zero in front")]
    [InlineData("$[9007199254740992]", 2, "beyond")]
    [InlineData("$[99999999999999999999]", 2, "beyond")]
    [InlineData("$[?@.a == ]", 10, "expected a query")]
    [InlineData("$[?(@.a]", 7, "expected `)`")]
    [InlineData("$[?1]", 3, "a literal alone")]
    [InlineData("$[?@.* == 1]", 3, "several nodes")]
    [InlineData("$[?length(@.a)]", 3, "compare it")]
    [InlineData("$[?match(@.a, 'x') == true]", 3, "a test and no value")]
    [InlineData("$[?@.a == (1)]", 10, "expected a query")]
    [InlineData("$[?count(1) == 1]", 9, "has to be a query")]
    [InlineData("$[?length(@.a, @.b) == 1]", 3, "one argument")]
    [InlineData("$[?nope(@)]", 3, "no function `nope()`")]
    [InlineData("$[?length (@.a) == 1]", 3, "no `(` follows")]
    [InlineData("$[?@.a == 01]", 10, "as JSON writes it")]
    [InlineData("$[?match(@.a, '(a{999}){999}')]", 14, "linear time")]
    public void TryParse_NoQuery_SaysWhereAndWhat(string text, int position, string message)
    {
        Assert.False(JsonPath.TryParse(text, out JsonPath? path, out JsonPathError? error));
        Assert.Null(path);
        Assert.Equal(position, error.Position);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => JsonPath.Parse(text));
    }

    [Fact]
    public void TryParse_HalfASurrogatePair_IsNoName() // an attribute could not hold one
    {
        foreach (string text in (string[])["$['\ud800']", "$.\ud800", "$['a\udc00']"])
        {
            Assert.False(JsonPath.TryParse(text, out _, out _));
        }
    }

    [Theory]
    [InlineData("$", "$", true)]
    [InlineData("$.a[\"b\"]", "$['a']['b']", true)]
    [InlineData("$ .a [0] [-1]", "$['a'][0][-1]", true)]
    [InlineData("$['it\\'s', \"\\\"\\u000b\\/\"]", "$['it\\'s','\"\\u000b/']", false)]
    [InlineData("$.*", "$[*]", false)]
    [InlineData("$..a[ 1 : 2 , :: -1]", "$..['a'][1:2,::-1]", false)]
    [InlineData("$[?@.a&&(@.b||!@.c)]", "$[?@['a'] && (@['b'] || !@['c'])]", false)]
    [InlineData("$[?((@.a == 1.50))]", "$[?@['a'] == 1.5]", false)]
    [InlineData("$[?!(@.a<'x')]", "$[?!(@['a'] < 'x')]", false)]
    [InlineData("$[?count( @.* )>=1e2]", "$[?count(@[*]) >= 100]", false)]
    public void ToString_AnySpelling_IsCanonical(string text, string expected, bool singular)
    {
        JsonPath path = JsonPath.Parse(text);
        Assert.Equal((expected, singular), (path.ToString(), path.IsSingular));
        Assert.Equal(expected, JsonPath.Parse(expected).ToString());
    }

    [Theory]
    [InlineData("$.a.b", "7")]
    [InlineData("$.a['']", "8")]
    [InlineData("$.a.é", "9")]
    [InlineData("$.list[-1].n", "10")]
    [InlineData("$.list[1].m[0]", "3")]
    [InlineData("$.list[3]", null)]
    [InlineData("$.list[-4]", null)]
    [InlineData("$.list.n", null)]
    [InlineData("$.a[0]", null)]
    [InlineData("$.a.b.c", null)]
    public void TrySelectSingle_SingularQuery_FollowsIt(string text, string? expected)
    {
        bool found = JsonPath.Parse(text).TrySelectSingle(_document, out JsonElement value);
        Assert.Equal(expected, found ? value.GetRawText() : null);
    }

    [Theory]
    [InlineData("$.list[?@.n > 1.5].n", "$['list'][1]['n'] $['list'][2]['n']")]
    [InlineData("$[?@ == 9007199254740992]", "")]
    [InlineData("$[?@ == 9007199254740993.0]", "$['big']")]
    [InlineData("$[?length(@) == 2]", "$['text']")]
    [InlineData("$[?@ > '\\uffff']", "")]
    [InlineData("$[?match(@, $.re)]", "")]
    [InlineData("$[?search(@, $.re)]", "$['re']")]
    [InlineData("$[?match(@, 'é.')]", "$['text']")]
    [InlineData("$[?match(@, '(')]", "")]
    [InlineData("$[?!match(@, '(')]", "$['a'] $['list'] $['big'] $['text'] $['re']")]
    [InlineData("$.list[::-2]", "$['list'][2] $['list'][0]")]
    [InlineData("$.list[-1:0:-1]", "$['list'][2] $['list'][1]")]
    [InlineData("$.list[0:3:9007199254740991]", "$['list'][0]")]
    [InlineData("$.list[::0]", "")]
    [InlineData("$.list[?count($..n) == 3 && value(@..m)].n", null)]
    [InlineData("$.list[?count($..n) == 3 && value(@.m[*]) == 3].n", "$['list'][1]['n']")]
    [InlineData("$.a..*", "$['a']['b'] $['a'][''] $['a']['é']")]
    public void Select_Query_SelectsNodesInOrder(string text, string? expected)
    {
        string? found = JsonPath.TryParse(text, out JsonPath? path, out _)
            ? string.Join(' ', path.Select(_document).Select(node => node.Path.ToString()))
            : null;
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Select_StringsAboveUtf16Surrogates_AreOrderedByCharacter()
    {
        // U+1F600 is greater than U+FFFD, although its UTF-16 is smaller.
        JsonElement document = JsonElement.Parse("""["\ud83d\ude00","\ufffd"]""");
        Assert.Equal("$[0]", Assert.Single(JsonPath.Parse("$[?@ > '\\ufffd']").Select(document)).Path.ToString());
    }

    [Fact]
    public void Segments_SingularQuery_AreItsSteps()
    {
        Assert.Equal([new PathStep("a"), new PathStep(-1), new PathStep("b")], JsonPath.Parse("$.a[-1]['b']").Segments);
        Assert.Empty(JsonPath.Parse("$").Segments);
    }

    [Fact]
    public void Segments_OtherQuery_Throws()
    {
        JsonPath path = JsonPath.Parse("$.a[*]");
        Assert.Throws<InvalidOperationException>(() => path.Segments);
        Assert.Throws<InvalidOperationException>(() => path.TrySelectSingle(_document, out _));
    }

    [Fact]
    public void TrySelectSingle_SingularQuery_AllocatesNothing()
    {
        JsonPath path = JsonPath.Parse("$.list[1].m[0]");
        path.TrySelectSingle(_document, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool found = path.TrySelectSingle(_document, out _);
        Assert.Equal((0L, true), (GC.GetAllocatedBytesForCurrentThread() - before, found));
    }
}
