using System.Diagnostics;
using System.Text;
using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

/// <summary>Schemas and instances written to hurt: they end in an answer, in seconds; the limit leaves room for a busy machine and none for quadratic time.</summary>
public sealed class RobustnessTests
{
    private const int Many = 100_000;

    // JsonDocument itself takes time quadratic in the depth, so no deeper than needed.
    private const int DeepLevels = 30_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("allOf")]
    [InlineData("anyOf")]
    [InlineData("oneOf")]
    public void IsValid_ReferencesThatMultiply_FailsInTime(string keyword)
    {
        string definitions = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""
            "d{{i}}": {"{{keyword}}": [{"$ref": "#/$defs/d{{i + 1}}"}, {"$ref": "#/$defs/d{{i + 1}}"}]}
            """));
        JsonSchema schema = Compiled.From($$"""{"$ref": "#/$defs/d0", "$defs": { {{definitions}}, "d60": {"type": "{{(keyword == "allOf" ? "object" : "string")}}"} } }""");
        Within(() => Assert.Equal("the schema needs too many steps for this instance", schema.FirstViolation(JsonElement.Parse("{}"))!.Message));
        Assert.NotEmpty(schema.Evaluate(JsonElement.Parse("{}")));
    }

    [Fact]
    public void IsValid_LimitReachedInsideNot_IsStillInvalid()
    {
        string definitions = string.Join(',', Enumerable.Range(0, 60).Select(i => $$"""
            "d{{i}}": {"allOf": [{"$ref": "#/$defs/d{{i + 1}}"}, {"$ref": "#/$defs/d{{i + 1}}"}]}
            """));
        JsonSchema schema = Compiled.From($$"""{"not": {"$ref": "#/$defs/d0"}, "$defs": { {{definitions}}, "d60": {} } }""");
        Assert.False(schema.IsValid(JsonElement.Parse("{}")));
    }

    [Fact]
    public void IsValid_DeepInstance_FailsWithASentence()
    {
        JsonSchema schema = Compiled.From("""{"items": {"$ref": "#"}}""");
        Assert.True(schema.IsValid(Nested(500)));
        Assert.Equal("the instance is nested too deep for this schema", schema.FirstViolation(Nested(DeepLevels))!.Message);
        Assert.Single(schema.Evaluate(Nested(DeepLevels)));
    }

    [Fact]
    public void IsValid_DeepItemsToCompare_FailsWithASentence()
    {
        JsonElement instance = Parse($"[{Deep(DeepLevels)},{Deep(DeepLevels)}]");
        Assert.Equal("the instance is nested too deep for this schema", Compiled.From("""{"uniqueItems": true}""").FirstViolation(instance)!.Message);
    }

    [Fact]
    public void IsValid_DynamicReferenceToItself_FailsWithASentence()
    {
        JsonSchema schema = Compiled.From("""{"$dynamicAnchor": "a", "anyOf": [{"$dynamicRef": "#a"}]}""");
        Within(() => Assert.False(schema.IsValid(JsonElement.Parse("1"))));
    }

    [Fact]
    public void Compile_DeepSchema_IsAProblem()
    {
        var text = new StringBuilder();
        for (int i = 0; i < DeepLevels; i++)
        {
            text.Append("{\"not\":");
        }

        text.Append("{}").Append('}', DeepLevels);
        SchemaCompilation compilation = JsonSchema.Compile(Parse(text.ToString()));
        Assert.Equal("schemas are nested more than 500 deep", Assert.Single(compilation.Problems).Message);
    }

    [Fact]
    public void Compile_LongChainOfReferences_IsCompiledAndLimited()
    {
        string definitions = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"d{i}\":{{\"$ref\":\"#/$defs/d{i + 1}\"}}"));
        Within(() =>
        {
            JsonSchema schema = Compiled.From($$"""{"$ref":"#/$defs/d0","$defs":{ {{definitions}},"d{{Many}}": true } }""");
            Assert.Equal("the instance is nested too deep for this schema", schema.FirstViolation(JsonElement.Parse("1"))!.Message);
        });
    }

    [Fact]
    public void IsValid_ManyProperties_IsLinear()
    {
        string members = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"same-start-{i}-same-end\":{{\"type\":\"integer\"}}"));
        string instance = string.Join(',', Enumerable.Range(0, Many).Reverse().Select(i => $"\"same-start-{i}-same-end\":{i}"));
        string required = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"same-start-{i}-same-end\""));
        Within(() =>
        {
            JsonSchema schema = Compiled.From($$"""{"properties":{ {{members}} },"required":[{{required}}],"additionalProperties":false}""");
            Assert.True(schema.IsValid(JsonElement.Parse($"{{{instance}}}")));
            Assert.False(schema.IsValid(JsonElement.Parse($"{{{instance},\"same-start-x-same-end\":1}}")));
        });
    }

    [Fact]
    public void IsValid_ManyPropertiesUnevaluatedUniqueAndEnumerated_IsLinear()
    {
        string instance = string.Join(',', Enumerable.Range(0, Many).Select(i => $"\"p{i}\":{i}"));
        string items = string.Join(',', Enumerable.Range(0, Many).Select(i => $"{{\"a\":{i}}}"));
        Within(() =>
        {
            Assert.True(Compiled.From("""{"anyOf":[{"patternProperties":{"^p[0-9]+$":{"type":"integer"}}}],"unevaluatedProperties":false,"propertyNames":{"maxLength":9}}""")
                .IsValid(JsonElement.Parse($"{{{instance}}}")));
            Assert.True(Compiled.From($$"""{"uniqueItems":true,"items":{"enum":[{{items}}]} }""").IsValid(JsonElement.Parse($"[{items}]")));
        });
    }

    [Theory]
    [InlineData("""{"minimum": 1}""", "1e1000000000", true)]
    [InlineData("""{"maximum": 1e1000000000}""", "1", true)]
    [InlineData("""{"multipleOf": 3}""", "1e1000000000", false)]
    [InlineData("""{"multipleOf": 1e-1000000000}""", "1e1000000000", true)]
    [InlineData("""{"minLength": 1e1000000000}""", "\"a\"", false)]
    [InlineData("""{"maxLength": 1e1000000000, "maxItems": 99999999999999999999}""", "\"a\"", true)]
    [InlineData("""{"type": "integer"}""", "1e1000000000", true)]
    [InlineData("""{"const": 1e1000000000}""", "10e999999999", true)]
    public void IsValid_HugeNumbers_AreExactAndQuick(string schema, string instance, bool valid) =>
        Within(() => Assert.Equal(valid, Compiled.From(schema).IsValid(JsonElement.Parse(instance))));

    [Fact]
    public void IsValid_MillionDigits_IsQuick()
    {
        JsonElement number = JsonElement.Parse(new string('7', 1 << 20));
        Within(() =>
        {
            Assert.True(Compiled.From("""{"type": "integer", "minimum": 1, "multipleOf": 7}""").IsValid(number));
            Assert.False(Compiled.From("""{"maximum": 1, "multipleOf": 0.5}""").IsValid(number));
        });
    }

    [Fact]
    public void Compile_NamesThatAreNoUnicode_DoesNotThrow()
    {
        JsonElement schema = JsonElement.Parse("""{"properties": {"\ud800": {"const": "\udfff"}, "a": {"pattern": "^.$"}}, "required": ["\ud800"], "$id": "\ud800", "format": "\udc00"}""");
        Assert.True(JsonSchema.Compile(schema).Schema!.IsValid(JsonElement.Parse("""{"\uD800": "\uDFFF", "a": "é"}""")));
        Assert.False(JsonSchema.Compile(schema).Schema!.IsValid(JsonElement.Parse("""{"\ud801": "\udfff"}""")));
        JsonElement bytes = JsonElement.Parse([.. "{\""u8, 0xFF, .. "\":\""u8, 0xFE, .. "\"}"u8]);
        Assert.NotEmpty(Compiled.From("""{"propertyNames": {"maxLength": 0}, "additionalProperties": {"pattern": "a", "minLength": 9}}""").Evaluate(bytes));
    }

    private static void Within(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        Assert.True(Stopwatch.GetElapsedTime(start) < Limit, $"took {Stopwatch.GetElapsedTime(start)}");
    }

    private static string Deep(int levels) => new string('[', levels) + new string(']', levels);

    private static JsonElement Nested(int levels) => Parse(Deep(levels));

    private static JsonElement Parse(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 10 * Many });
        return document.RootElement.Clone();
    }
}
