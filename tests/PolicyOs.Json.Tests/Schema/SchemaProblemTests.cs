using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

public sealed class SchemaProblemTests
{
    [Theory]
    [InlineData("""5""", "", "a schema must be an object or a boolean")]
    [InlineData("""{"type": "strin"}""", "/type", "must be `string`, `number`, `integer`, `boolean`, `object`, `array` or `null`")]
    [InlineData("""{"type": []}""", "/type", "must be the name of a type or an array of some")]
    [InlineData("""{"properties": {"a/b": {"minLength": -1}}}""", "/properties/a~1b/minLength", "must be an integer of at least 0")]
    [InlineData("""{"properties": []}""", "/properties", "must be an object")]
    [InlineData("""{"properties": {"a": 1}}""", "/properties/a", "a schema must be an object or a boolean")]
    [InlineData("""{"minimum": "1"}""", "/minimum", "must be a number")]
    [InlineData("""{"multipleOf": 0}""", "/multipleOf", "must be greater than 0")]
    [InlineData("""{"required": ["a", 1]}""", "/required", "must be an array of strings")]
    [InlineData("""{"enum": 1}""", "/enum", "must be an array")]
    [InlineData("""{"allOf": []}""", "/allOf", "must be an array of at least one schema")]
    [InlineData("""{"uniqueItems": 1}""", "/uniqueItems", "must be a boolean")]
    [InlineData("""{"pattern": "(a"}""", "/pattern", "`(a` is no pattern: at 2: a `(` is not closed")]
    [InlineData("""{"patternProperties": {"*": {}}}""", "/patternProperties/*", "`*` is no pattern: at 0: there is nothing for `*` to repeat")]
    [InlineData("""{"items": [{}]}""", "/items", "must be a schema; a list of schemas is `prefixItems` since 2020-12")]
    [InlineData("""{"$ref": "#/$defs/x"}""", "/$ref", "`#/$defs/x` leads to nothing")]
    [InlineData("""{"$ref": "https://example.org/s"}""", "/$ref", "`https://example.org/s` leads to a document that is not registered; add it to the registry or move the schema here")]
    [InlineData("""{"$ref": 1}""", "/$ref", "must be a string")]
    [InlineData("""{"$schema": "https://example.org/mine"}""", "/$schema", "`https://example.org/mine` is no dialect that is known or registered")]
    [InlineData("""{"$ref": "#"}""", "", "the schema leads back to itself without going into the instance, so no instance could ever be checked")]
    [InlineData("""{"allOf": [{"$ref": "#/$defs/a"}], "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/b"}]}, "b": {"not": {"$ref": "#/$defs/a"}}}}""", "/$defs/a", "the schema leads back to itself without going into the instance, so no instance could ever be checked")]
    [InlineData("""{"$defs": {"a": {"$anchor": "x"}, "b": {"$anchor": "x"}}}""", "/$defs/a", "the anchor `x` is there twice")]
    [InlineData("""{"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 1, "exclusiveMinimum": 2}""", "/exclusiveMinimum", "must be a boolean in draft 4")]
    public void Compile_BadSchema_SaysWhereAndWhat(string schema, string path, string message)
    {
        SchemaCompilation compilation = JsonSchema.Compile(JsonElement.Parse(schema));
        Assert.Null(compilation.Schema);
        Assert.Equal(new SchemaProblem(path, message), Assert.Single(compilation.Problems));
    }

    [Fact]
    public void Compile_SeveralProblems_ReportsAll() =>
        Assert.Equal(
            ["/properties/a/type", "/properties/b/maxLength", "/properties/c/$ref"],
            JsonSchema.Compile(JsonElement.Parse("""{"properties": {"a": {"type": 1}, "b": {"maxLength": "x"}, "c": {"$ref": "#nowhere"}}}"""))
                .Problems.Select(problem => problem.SchemaPath).Order());

    [Fact]
    public void Compile_RequiredVocabularyUnknown_IsAProblem()
    {
        var registry = new SchemaRegistry();
        registry.Add("https://example.org/meta", JsonElement.Parse("""{"$schema": "https://json-schema.org/draft/2020-12/schema", "$vocabulary": {"https://example.org/v": true}}"""));
        SchemaCompilation compilation = JsonSchema.Compile(JsonElement.Parse("""{"$schema": "https://example.org/meta"}"""), new SchemaOptions { Registry = registry });
        Assert.Equal("`https://example.org/meta` requires the vocabulary `https://example.org/v`, which is not known", Assert.Single(compilation.Problems).Message);
    }

    [Fact]
    public void Compile_ProblemInAnotherDocument_NamesIt()
    {
        var registry = new SchemaRegistry();
        registry.Add("https://example.org/s", JsonElement.Parse("""{"$defs": {"a": {"type": 1}}}"""));
        SchemaCompilation compilation = JsonSchema.Compile(JsonElement.Parse("""{"$ref": "https://example.org/s#/$defs/a"}"""), new SchemaOptions { Registry = registry });
        Assert.Equal("https://example.org/s#/$defs/a/type", Assert.Single(compilation.Problems).SchemaPath);
    }
}
