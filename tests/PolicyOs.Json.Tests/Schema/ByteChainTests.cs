using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

/// <summary>The short cut for rows of classes answers as the engine does, on the same texts.</summary>
public sealed class ByteChainTests
{
    private static readonly string[] Texts =
        ["", "a", "ab", "abc", "aab", "a1", "a-1", "AB-12", "ORD-12345678", "ORD-123456789", "b", "aé", "é", "a\\u0062", "\\u0061b", "aa\\n", "ab\\\"", "1", "12", "a.b"];

    [Theory]
    [InlineData("^a$")]
    [InlineData("^[a-c]+$")]
    [InlineData("^[a-c]*$")]
    [InlineData("^ORD-[0-9]{8}$")]
    [InlineData("^[A-Z]{2,3}-[0-9]+$")]
    [InlineData("^a")]
    [InlineData("^a?b")]
    [InlineData("^a*b?c$")]
    [InlineData("^a*a$")]
    [InlineData("^a?ab$")]
    [InlineData("^[a-z]{1,2}[0-9-]*1$")]
    [InlineData("^[^b]+$")]
    [InlineData("^.{1,2}$")]
    [InlineData("(?i)^A[B]$")]
    [InlineData("^$")]
    public void IsValid_AnchoredRow_AgreesWithTheEngine(string text)
    {
        Assert.True(Patterns.TryCompile(text, out Pattern? pattern, out _));
        JsonSchema schema = Compiled.From(JsonSerializer.Serialize(new { pattern = text }));
        Assert.All(Texts, raw =>
        {
            JsonElement instance = JsonElement.Parse($"\"{raw}\"");
            Assert.Equal(pattern!.IsMatch(instance.GetString()), schema.IsValid(instance));
        });
    }
}
