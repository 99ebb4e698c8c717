using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

public sealed class DescribeTests
{
    [Theory]
    [InlineData("""{"properties": {"a": {"type": "string"}}, "additionalProperties": false}""", "a", PathExistence.Yes, SchemaTypes.String)]
    [InlineData("""{"properties": {"a": {}}, "additionalProperties": false}""", "b", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"properties": {"a": {}}}""", "b", PathExistence.Unknown, SchemaTypes.Any)]
    [InlineData("""{"properties": {"a": {"type": "string"}}}""", "a.b", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"properties": {"a": {"type": ["array", "null"], "items": {"type": "number"}}}}""", "a.0", PathExistence.Yes, SchemaTypes.Number)]
    [InlineData("""{"properties": {"a": {"items": false}}}""", "a.0", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"properties": {"a": {"prefixItems": [{"type": "null"}], "items": false}}}""", "a.0", PathExistence.Yes, SchemaTypes.Null)]
    [InlineData("""{"properties": {"a": {"prefixItems": [{}], "items": false}}}""", "a.1", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"a": {"type": "integer"}}, "additionalProperties": false}}}""", "a", PathExistence.Yes, SchemaTypes.Integer)]
    [InlineData("""{"$ref": "#/$defs/x", "$defs": {"x": {"properties": {"a": {}}, "additionalProperties": false}}}""", "b", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"unevaluatedProperties": false, "allOf": [{"properties": {"a": {"type": "string"}}}]}""", "a", PathExistence.Yes, SchemaTypes.String)]
    [InlineData("""{"unevaluatedProperties": false, "allOf": [{"properties": {"a": {}}}]}""", "b", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"unevaluatedProperties": false, "allOf": [{"patternProperties": {"^b": {}}}]}""", "b", PathExistence.Yes, SchemaTypes.Any)]
    [InlineData("""{"unevaluatedProperties": false, "anyOf": [{"properties": {"a": {}}}, {"additionalProperties": {"type": "string"}}]}""", "b", PathExistence.Unknown, SchemaTypes.Any)]
    [InlineData("""{"anyOf": [{"properties": {"a": {"type": "string"}}}, {"properties": {"a": {"type": "null"}}}]}""", "a", PathExistence.Yes, SchemaTypes.String | SchemaTypes.Null)]
    [InlineData("""{"anyOf": [{"properties": {"a": {}}, "additionalProperties": false}, {"properties": {"b": {}}, "additionalProperties": false}]}""", "b", PathExistence.Yes, SchemaTypes.Any)]
    [InlineData("""{"anyOf": [{"properties": {"a": {}}, "additionalProperties": false}, {"properties": {"b": {}}, "additionalProperties": false}]}""", "c", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"properties": {"a": false}}""", "a", PathExistence.No, SchemaTypes.None)]
    [InlineData("""{"patternProperties": {"^x": {"type": "null"}}, "additionalProperties": false}""", "x1", PathExistence.Yes, SchemaTypes.Null)]
    [InlineData("""{"additionalProperties": {"type": "string"}}""", "a", PathExistence.Unknown, SchemaTypes.String)]
    [InlineData("""{"properties": {"a": {"$ref": "#"}}, "additionalProperties": false}""", "a.a.a.b", PathExistence.No, SchemaTypes.None)]
    [InlineData("""true""", "a", PathExistence.Unknown, SchemaTypes.Any)]
    [InlineData("""{"type": "array"}""", "a", PathExistence.No, SchemaTypes.None)]
    public void Describe_Path_SaysNoOnlyWhereNoInstanceCanBe(string schema, string path, PathExistence existence, SchemaTypes types)
    {
        PathDescription description = Compiled.From(schema).Describe(Path(path));
        Assert.Equal((existence, types), (description.Existence, description.Types));
    }

    [Fact]
    public void Describe_Object_NamesItsProperties()
    {
        JsonSchema schema = Compiled.From("""{"properties": {"b": {}, "a": {}, "no": false}, "anyOf": [{"properties": {"c": {}}}, {}], "dependentSchemas": {"a": {"properties": {"d": {}}}}}""");
        Assert.Equal(["a", "b", "c", "d"], schema.Describe(InstancePath.Root).PropertyNames);
        Assert.False(schema.IsClosed);
    }

    [Theory]
    [InlineData("""{"additionalProperties": false}""", false, true)]
    [InlineData("""{"properties": {"a": {}}}""", false, false)]
    [InlineData("""{"properties": {"a": {}}}""", true, true)]
    [InlineData("""{"allOf": [{"properties": {"a": {}}}]}""", true, true)]
    [InlineData("""{"allOf": [{"additionalProperties": true}]}""", true, false)]
    [InlineData("""true""", true, true)]
    public void IsClosed_Root_WhereOnlyNamesAreLeft(string schema, bool closeRoot, bool expected) =>
        Assert.Equal(expected, Compiled.From(schema, new SchemaOptions { CloseRoot = closeRoot }).IsClosed);

    [Fact]
    public void Describe_ReferencesThatMultiply_Ends()
    {
        string definitions = string.Join(',', Enumerable.Range(0, 40).Select(i => $$"""
            "d{{i}}": {"allOf": [{"$ref": "#/$defs/d{{i + 1}}"}, {"$ref": "#/$defs/d{{i + 1}}"}]}
            """));
        JsonSchema schema = Compiled.From($$"""{"$ref": "#/$defs/d0", "$defs": { {{definitions}}, "d40": {"type": "object"} } }""");
        Assert.NotEqual(PathExistence.Yes, schema.Describe(Path("a")).Existence);
        Assert.Empty(schema.ValueKeywords);
    }

    private static InstancePath Path(string dotted) => InstancePath.Of(dotted.Split('.').Select(part =>
        int.TryParse(part, out int index) ? InstanceStep.Item(index) : InstanceStep.Property(part)));
}
