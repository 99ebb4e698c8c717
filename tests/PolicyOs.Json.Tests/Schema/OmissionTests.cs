using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

public sealed class OmissionTests
{
    private const string Order = """
        {"type": "object", "required": ["id"], "properties": {
          "id": {"type": "string", "minLength": 3},
          "lines": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/line"}},
          "first": {"$ref": "#/$defs/line"}},
         "$defs": {"line": {"type": "object", "properties": {"price": {"type": "number", "maximum": 10}}}}}
        """;

    [Theory]
    [InlineData("/id", """{"id": "x"}""", true)]
    [InlineData("/id", """{"id": 1}""", false)]
    [InlineData("/id", """{}""", false)]
    [InlineData("/lines", """{"id": "abc", "lines": []}""", true)]
    [InlineData("/lines/*/price", """{"id": "abc", "lines": [{"price": 11}]}""", true)]
    [InlineData("/lines/*/price", """{"id": "abc", "lines": [{"price": "x"}]}""", false)]
    [InlineData("/lines/*/price", """{"id": "abc", "first": {"price": 11}}""", false)]
    [InlineData("/lines/1/price", """{"id": "abc", "lines": [{"price": 1}, {"price": 11}]}""", true)]
    [InlineData("/lines/1/price", """{"id": "abc", "lines": [{"price": 11}, {"price": 11}]}""", false)]
    [InlineData("/lines/1/price", """{"id": "abc", "lines": [{"price": 1}, {"price": 11}, {"price": 11}]}""", false)]
    [InlineData("/first/price", """{"id": "abc", "first": {"price": 11}}""", true)]
    [InlineData("/nothing", """{"id": "x"}""", false)]
    public void Compile_PathLeftOut_DropsItsValueKeywordsOnly(string path, string instance, bool valid)
    {
        JsonSchema schema = Compiled.From(Order, new SchemaOptions { Omission = ValueKeywordOmission.At(Path(path)) });
        Assert.Equal(valid, schema.IsValid(JsonElement.Parse(instance)));
    }

    [Fact]
    public void Compile_AllLeftOut_KeepsStructure()
    {
        JsonSchema schema = Compiled.From(Order, new SchemaOptions { Omission = ValueKeywordOmission.All });
        Assert.True(schema.IsValid(JsonElement.Parse("""{"id": "", "lines": [], "first": {"price": 99}}""")));
        Assert.False(schema.IsValid(JsonElement.Parse("""{"id": "", "first": {"price": "99"}}""")));
        Assert.Empty(schema.ValueKeywords);
    }

    [Theory]
    [InlineData("""{"not": {"const": 5}}""", "5")]
    [InlineData("""{"oneOf": [{"const": 1}, {"const": 2}]}""", "1")]
    [InlineData("""{"if": {"const": 1}, "then": {"type": "string"}, "else": {"type": "number"}}""", "1")]
    [InlineData("""{"contains": {"const": 1}, "maxContains": 1}""", "[1, 2]")]
    [InlineData("""{"not": {"not": {"minimum": 1}}}""", "0")]
    [InlineData("""{"oneOf": [{"$ref": "#/$defs/a"}, {"type": "number"}], "$defs": {"a": {"allOf": [{"minimum": 5}]}}}""", "1")]
    public void Compile_AllLeftOutInsideABranch_NeverRefusesMore(string schema, string instance) =>
        Assert.True(Compiled.From(schema, new SchemaOptions { Omission = ValueKeywordOmission.All }).IsValid(JsonElement.Parse(instance)));

    [Fact]
    public void Compile_PathThroughAdditionalProperties_IsFollowed()
    {
        JsonSchema schema = Compiled.From(
            """{"patternProperties": {"^x": {"maximum": 1}}, "additionalProperties": {"maximum": 1}}""",
            new SchemaOptions { Omission = ValueKeywordOmission.At(Path("/a"), Path("/x1")) });
        Assert.True(schema.IsValid(JsonElement.Parse("""{"a": 5, "x1": 5, "b": 1}""")));
        Assert.False(schema.IsValid(JsonElement.Parse("""{"b": 5}""")));
        Assert.False(schema.IsValid(JsonElement.Parse("""{"x2": 5}""")));
    }

    [Fact]
    public void Compile_PathIntoARecursiveSchema_StopsWhereThePathEnds()
    {
        JsonSchema schema = Compiled.From(
            """{"properties": {"value": {"maximum": 1}, "next": {"$ref": "#"}}}""",
            new SchemaOptions { Omission = ValueKeywordOmission.At(Path("/next/value")) });
        Assert.True(schema.IsValid(JsonElement.Parse("""{"value": 1, "next": {"value": 5, "next": {"value": 1}}}""")));
        Assert.False(schema.IsValid(JsonElement.Parse("""{"value": 5}""")));
        Assert.False(schema.IsValid(JsonElement.Parse("""{"next": {"next": {"value": 5}}}""")));
    }

    [Fact]
    public void ValueKeywords_ThroughRefAndAllOf_AreListedByPath() =>
        Assert.Equal(
            ["/first/price maximum 10", "/id minLength 3", "/lines minItems 1", "/lines/*/price maximum 10"],
            Compiled.From(Order).ValueKeywords.Select(keyword => $"{keyword.InstancePath} {keyword.Keyword} {keyword.Value}").Order(StringComparer.Ordinal));

    [Fact]
    public void ValueKeywords_RecursiveSchema_IsFollowedOnce() =>
        Assert.Equal(
            ["/next/value", "/value"],
            Compiled.From("""{"properties": {"value": {"maximum": 1}, "next": {"properties": {"value": {"minimum": 1}, "up": {"$ref": "#"}}}}}""")
                .ValueKeywords.Select(keyword => keyword.InstancePath.ToString()).Order());

    private static InstancePath Path(string pointer) => InstancePath.Of(pointer.Split('/')[1..].Select(token =>
        token == "*" ? InstanceStep.AnyItem : int.TryParse(token, out int index) ? InstanceStep.Item(index) : InstanceStep.Property(token)));
}
