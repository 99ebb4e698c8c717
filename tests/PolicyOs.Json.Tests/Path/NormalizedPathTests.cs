using PolicyOs.Json.Path;

namespace PolicyOs.Json.Tests.Path;

public sealed class NormalizedPathTests
{
    [Theory]
    [InlineData("$", "")]
    [InlineData("$['a'][0]['']", "/a/0/")]
    [InlineData("$['it\\'s \\\\ \\b\\t\\n\\f\\r \\u000b \"é😀']", "/it's \\ \b\t\n\f\r \u000b \"é😀")]
    [InlineData("$['a/b~c']", "/a~1b~0c")]
    public void TryParse_NormalForm_ComesBack(string text, string pointer)
    {
        Assert.True(NormalizedPath.TryParse(text, out NormalizedPath? path, out _));
        Assert.Equal((text, pointer), (path.ToString(), path.ToJsonPointer()));
    }

    [Theory]
    [InlineData("$.a", 1)]
    [InlineData("$[\"a\"]", 2)]
    [InlineData("$[ 0]", 2)]
    [InlineData("$ [0]", 1)]
    [InlineData("$['\\u000B']", 8)]
    [InlineData("$['\\u0061']", 3)]
    [InlineData("$['\\/']", 3)]
    [InlineData("$[-1]", 0)]
    [InlineData("$[*]", 0)]
    [InlineData("a", 0)]
    public void TryParse_OtherSpelling_IsRefused(string text, int position)
    {
        Assert.False(NormalizedPath.TryParse(text, out _, out JsonPathError? error));
        Assert.Equal(position, error.Position);
    }

    [Fact]
    public void Paths_WithTheSameSteps_AreEqual()
    {
        var path = new NormalizedPath(new PathStep("a"), new PathStep(0));
        Assert.Equal(path, new NormalizedPath([.. path.Steps]));
        Assert.Equal(path.GetHashCode(), new NormalizedPath([.. path.Steps]).GetHashCode());
        Assert.NotEqual(path, new NormalizedPath(new PathStep("a"), new PathStep("0")));
        Assert.Throws<ArgumentException>(() => new NormalizedPath(new PathStep(-1)));
    }
}
