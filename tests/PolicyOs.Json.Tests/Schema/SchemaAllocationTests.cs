using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

public sealed class SchemaAllocationTests
{
    [Theory]
    [InlineData("""{"type": "object", "required": ["a"], "properties": {"a": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^[a-zé]+$"}}, "additionalProperties": false}""", """{"a": "\u0061bé"}""")]
    [InlineData("""{"properties": {"n": {"type": "integer", "minimum": 0, "maximum": 1e30, "multipleOf": 1}, "e": {"enum": ["x", "y", 3, null]}, "c": {"const": "z"}}}""", """{"n": 12, "e": 3.0, "c": "z"}""")]
    [InlineData("""{"items": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/i"}]}, "uniqueItems": true, "$defs": {"i": {"oneOf": [{"minimum": 5}, {"maximum": 4}]}}}""", """[null, 1, 2.5, 9]""")]
    [InlineData("""{"allOf": [{"properties": {"a": {}}}, {"patternProperties": {"^x": {"format": "uuid"}}}], "unevaluatedProperties": false, "dependentRequired": {"a": ["x1"]}}""", """{"a": 1, "x1": "2eb8aa08-aa98-11ea-b4aa-73b441d16380"}""")]
    [InlineData("""{"if": {"properties": {"k": {"const": 1}}}, "then": {"required": ["a"]}, "else": {"not": {"required": ["a"]}}, "contains": {}}""", """{"k": 1, "a": 2}""")]
    public void IsValid_ValidInstance_AllocatesNothing(string schema, string instance)
    {
        JsonSchema compiled = Compiled.From(schema, new SchemaOptions { AssertFormat = true });
        JsonElement element = JsonElement.Parse(instance);
        bool valid = compiled.IsValid(element) && compiled.IsValid(element);
        long before = GC.GetAllocatedBytesForCurrentThread();
        valid &= compiled.IsValid(element);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
        Assert.True(valid);
    }
}
