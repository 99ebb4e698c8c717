using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Tests.Model;

public sealed class UriTemplateTests
{
    [Theory]
    [InlineData("inbox://threads/{id}", "inbox://threads/T-1")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%20b")]
    [InlineData("inbox://threads/{id}", "inbox://threads/...")]
    [InlineData("inbox://threads/{id}/parts/{part}", "inbox://threads/1/parts/2")]
    [InlineData("weather://{lat},{lon}/now", "weather://47.1,8.5/now")]
    [InlineData("file:///{a}-{b}.txt", "file:///x-y-z.txt")]
    [InlineData("inbox://help", "inbox://help")]
    public void IsMatch_UriOfThePattern_True(string template, string uri) => Assert.True(UriTemplate.Parse(template).IsMatch(uri));

    [Theory]
    [InlineData("inbox://threads/{id}", "inbox://threads/")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a/b")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%2Fb")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%2fb")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%5Cb")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a\\b")]
    [InlineData("inbox://threads/{id}", "inbox://threads/.")]
    [InlineData("inbox://threads/{id}", "inbox://threads/..")]
    [InlineData("inbox://threads/{id}", "inbox://threads/%2e%2E")]
    [InlineData("inbox://threads/{id}", "inbox://threads/.%2e")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a\u0001")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%00")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%7F")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%zz")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a%2")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a?b")]
    [InlineData("inbox://threads/{id}", "inbox://threads/a#b")]
    [InlineData("inbox://threads/{id}", "INBOX://threads/a")]
    [InlineData("inbox://threads/{id}/parts/{part}", "inbox://threads/1/parts/")]
    [InlineData("inbox://threads/{id}/parts/{part}", "inbox://threads//parts/1")]
    [InlineData("inbox://threads/{id}/end", "inbox://threads/1/end/more")]
    [InlineData("inbox://help", "inbox://help/more")]
    public void IsMatch_OtherUri_False(string template, string uri) => Assert.False(UriTemplate.Parse(template).IsMatch(uri));

    [Theory]
    [InlineData("inbox://{?q}")]
    [InlineData("inbox://{+path}")]
    [InlineData("inbox://{id*}")]
    [InlineData("inbox://{id:3}")]
    [InlineData("inbox://{}")]
    [InlineData("inbox://{a}{b}")]
    [InlineData("inbox://{a")]
    [InlineData("inbox://a}")]
    [InlineData("{a}")]
    [InlineData("help")]
    public void Parse_BeyondLevelOne_Refused(string template) => Assert.Throws<FormatException>(() => UriTemplate.Parse(template));
}
