using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

public sealed class SchemaViolationTests
{
    [Theory]
    [InlineData("""{"type": "string"}""", "5", "", "/type", "type", "must be a string, is a number")]
    [InlineData("""{"type": ["integer", "null"]}""", "1.5", "", "/type", "type", "must be null or an integer, is a number with a fraction")]
    [InlineData("""{"properties": {"a": {"minLength": 3}}}""", """{"a": "é"}""", "/a", "/properties/a/minLength", "minLength", "must be at least 3 characters long, is 1")]
    [InlineData("""{"maxLength": 2}""", "\"😀😀😀\"", "", "/maxLength", "maxLength", "must be at most 2 characters long, is 3")]
    [InlineData("""{"items": {"maximum": 5}}""", "[1, 6]", "/1", "/items/maximum", "maximum", "must be at most 5")]
    [InlineData("""{"exclusiveMinimum": 0.5}""", "0.5", "", "/exclusiveMinimum", "exclusiveMinimum", "must be greater than 0.5")]
    [InlineData("""{"multipleOf": 0.01}""", "0.001", "", "/multipleOf", "multipleOf", "must be a multiple of 0.01")]
    [InlineData("""{"enum": ["a", 1]}""", "\"b\"", "", "/enum", "enum", "must be one of \"a\", 1")]
    [InlineData("""{"const": {"a": 1}}""", "{}", "", "/const", "const", "must be {\"a\": 1}")]
    [InlineData("""{"pattern": "^a"}""", "\"b\"", "", "/pattern", "pattern", "must match the pattern `^a`")]
    [InlineData("""{"required": ["a", "b"]}""", """{"a": 1}""", "", "/required", "required", "the property `b` is missing")]
    [InlineData("""{"properties": {"to": {}, "cc": {}}, "additionalProperties": false}""", """{"bcc": 1}""", "/bcc", "/additionalProperties", "additionalProperties", "the property `bcc` is not allowed; allowed are `to`, `cc`")]
    [InlineData("""{"unevaluatedProperties": false, "allOf": [{"properties": {"a": {}}}]}""", """{"a": 1, "b/c": 2}""", "/b~1c", "/unevaluatedProperties", "unevaluatedProperties", "the property `b/c` is not allowed")]
    [InlineData("""{"minItems": 2}""", "[1]", "", "/minItems", "minItems", "must have at least 2 items, has 1")]
    [InlineData("""{"maxProperties": 0}""", """{"a": 1}""", "", "/maxProperties", "maxProperties", "must have at most 0 properties, has 1")]
    [InlineData("""{"uniqueItems": true}""", "[1, 2, 1.0]", "", "/uniqueItems", "uniqueItems", "the items must differ from each other, item 2 equals one before it")]
    [InlineData("""{"contains": {"type": "string"}}""", "[1]", "", "/contains", "contains", "at least 1 of the 1 items must match the schema in `contains`, 0 do")]
    [InlineData("""{"prefixItems": [{}], "items": false}""", "[1, 2]", "/1", "/items", "items", "at most 1 items are allowed here")]
    [InlineData("""{"not": {"type": "string"}}""", "\"a\"", "", "/not", "not", "must not satisfy the schema in `not`, but does")]
    [InlineData("""{"anyOf": [{"type": "string", "minLength": 2}, {"type": "null"}]}""", "\"a\"", "", "/anyOf/0/minLength", "minLength", "must be at least 2 characters long, is 1")]
    [InlineData("""{"oneOf": [{"minimum": 1}, {"maximum": 5}]}""", "3", "", "/oneOf", "oneOf", "must satisfy exactly one of the 2 schemas in `oneOf`, satisfies number 1 and number 2")]
    [InlineData("""{"dependentRequired": {"a": ["b"]}}""", """{"a": 1}""", "", "/dependentRequired", "dependentRequired", "the property `b` is missing; `a` requires it")]
    [InlineData("""{"properties": {"a": false}}""", """{"a": 1}""", "/a", "/properties/a", "", "no value is allowed here")]
    [InlineData("""{"propertyNames": {"maxLength": 1}}""", """{"ab": 1}""", "/ab", "/propertyNames", "propertyNames", "the name of this property does not satisfy the schema in `propertyNames`")]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"type": "array"}}}""", "1", "", "/$defs/a/type", "type", "must be an array, is a number")]
    public void FirstViolation_Instance_IsASentenceAtAPlace(string schema, string instance, string instancePath, string schemaPath, string keyword, string message)
    {
        JsonSchema compiled = Compiled.From(schema);
        var expected = new SchemaViolation(instancePath, schemaPath, keyword, message);
        Assert.Equal(expected, compiled.FirstViolation(JsonElement.Parse(instance)));
        Assert.Contains(expected, compiled.Evaluate(JsonElement.Parse(instance)));
    }

    [Fact]
    public void FirstViolation_Format_NamesTheFormat() =>
        Assert.Equal(
            new SchemaViolation("", "/format", "format", "must have the format `email`"),
            Compiled.From("""{"format": "email"}""", new SchemaOptions { AssertFormat = true }).FirstViolation(JsonElement.Parse("\"x\"")));

    [Fact]
    public void Evaluate_SeveralViolations_ListsAllInOrder() =>
        Assert.Equal(
            ["/a type", "/b/0 minimum", "/b/2 minimum", " required"],
            Compiled.From("""{"properties": {"a": {"type": "string"}, "b": {"items": {"minimum": 5}}}, "required": ["c"]}""")
                .Evaluate(JsonElement.Parse("""{"a": 1, "b": [1, 9, 2]}""")).Select(violation => $"{violation.InstancePath} {violation.Keyword}"));

    [Fact]
    public void Evaluate_Branches_ListsWhatIsWrongWithEachOfTheRightType() =>
        Assert.Equal(
            ["/anyOf", "/anyOf/0/minimum", "/anyOf/1/multipleOf"],
            Compiled.From("""{"anyOf": [{"minimum": 5}, {"multipleOf": 2}, {"type": "string"}]}""")
                .Evaluate(JsonElement.Parse("3")).Select(violation => violation.SchemaPath));

    [Fact]
    public void Evaluate_ThousandsOfViolations_ListsAThousand() =>
        Assert.Equal(1000, Compiled.From("""{"items": false}""").Evaluate(JsonElement.Parse($"[{string.Join(',', Enumerable.Repeat(1, 5000))}]")).Count);

    [Theory]
    [InlineData("""{"type": "object"}""")]
    [InlineData("""{"enum": ["a"], "type": ["string", "number"]}""")]
    [InlineData("""{"const": 1}""")]
    [InlineData("""{"minLength": 99, "maximum": 3, "multipleOf": 1000}""")]
    [InlineData("""{"pattern": "^x$"}""")]
    [InlineData("""{"maxLength": 1, "exclusiveMaximum": 1, "format": "date"}""")]
    [InlineData("""{"not": {}}""")]
    [InlineData("""{"oneOf": [{"minLength": 50}, {"type": "boolean"}]}""")]
    public void Evaluate_AnyViolation_NeverShowsTheValue(string schema)
    {
        JsonSchema compiled = Compiled.From(schema, new SchemaOptions { AssertFormat = true });
        foreach (string secret in (string[])["\"hunter2-hunter2\"", "4811147"])
        {
            Assert.DoesNotContain(
                compiled.Evaluate(JsonElement.Parse(secret)),
                violation => violation.ToString().Contains(secret.Trim('"'), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void BacktrackingPatterns_Lookaround_IsListedAndLimited()
    {
        JsonSchema schema = Compiled.From("""{"properties": {"a": {"pattern": "^(?=.*x)"}, "b": {"pattern": "^x"}}}""");
        Assert.Equal(new BacktrackingPattern("/properties/a/pattern", "^(?=.*x)", "lookahead"), Assert.Single(schema.BacktrackingPatterns));
        Assert.True(schema.IsValid(JsonElement.Parse("""{"a": "wxy"}""")));
        Assert.Equal(
            "is longer than the 8192 bytes that the schema's pattern, which is not linear, may look at",
            schema.FirstViolation(JsonElement.Parse($$"""{"a": "{{new string('x', 9000)}}"}"""))!.Message);
    }

    [Fact]
    public void FirstViolation_BacktrackingBomb_IsAViolationInTime() =>
        Assert.Equal(
            "the schema's pattern, which is not linear, took longer than 50 ms",
            Compiled.From("""{"pattern": "^(?=a)(a|aa)+$"}""").FirstViolation(JsonElement.Parse($"\"{new string('a', 4000)}!\""))!.Message);
}
