using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

public sealed class CloseRootTests
{
    [Theory]
    [InlineData("""{"properties": {"a": {}}}""", """{"a": 1}""", true)]
    [InlineData("""{"properties": {"a": {}}}""", """{"b": 1}""", false)]
    [InlineData("""{"properties": {"a": {}}, "additionalProperties": true}""", """{"b": 1}""", true)]
    [InlineData("""{"properties": {"a": {}}, "unevaluatedProperties": true}""", """{"b": 1}""", true)]
    [InlineData("""{"patternProperties": {"^x": {}}}""", """{"x1": 1}""", true)]
    [InlineData("""{"patternProperties": {"^x": {}}}""", """{"y1": 1}""", false)]
    [InlineData("""{"allOf": [{"properties": {"a": {}}}], "properties": {"b": {}}}""", """{"a": 1, "b": 2}""", true)]
    [InlineData("""{"allOf": [{"properties": {"a": {}}}], "properties": {"b": {}}}""", """{"c": 1}""", false)]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"x": {}}}}}""", """{"x": 1}""", true)]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"properties": {"x": {}}}}}""", """{"y": 1}""", false)]
    [InlineData("""{"$schema": "http://json-schema.org/draft-07/schema#", "$ref": "#/definitions/a", "definitions": {"a": {"properties": {"x": {}}}}}""", """{"y": 1}""", false)]
    [InlineData("""{"$ref": "#/$defs/a", "$defs": {"a": {"additionalProperties": true}}}""", """{"y": 1}""", true)]
    [InlineData("""{"anyOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {}}}]}""", """{"b": 1}""", true)]
    [InlineData("""{"anyOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {}}}]}""", """{"a": 1}""", false)]
    [InlineData("""{"properties": {"a": {"properties": {}}}}""", """{"a": {"open": 1}}""", true)]
    [InlineData("""{}""", """{"a": 1}""", false)]
    [InlineData("""true""", """{"a": 1}""", false)]
    [InlineData("""true""", """{}""", true)]
    [InlineData("""{}""", """[1]""", true)]
    public void IsValid_RootClosed_AsUnevaluatedPropertiesFalseWould(string schema, string instance, bool valid) =>
        Assert.Equal(valid, Compiled.From(schema, new SchemaOptions { CloseRoot = true }).IsValid(JsonElement.Parse(instance)));
}
