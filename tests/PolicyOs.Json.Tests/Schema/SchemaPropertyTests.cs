using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PolicyOs.Json.Schema;
using PolicyOs.Testing;

namespace PolicyOs.Json.Tests.Schema;

public sealed class SchemaPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Evaluate_AnySchemaAndInstance_AgreesWithTheFastPath() =>
        Prop.ForAll(Schemas(3).ToArbitrary(), Instances(3).ToArbitrary(), (text, instanceText) =>
        {
            JsonElement instance = JsonElement.Parse(instanceText);
            if (JsonSchema.Compile(JsonElement.Parse(text), new SchemaOptions { AssertFormat = true }).Schema is not { } schema)
            {
                return false;
            }

            bool valid = schema.IsValid(instance);
            IReadOnlyList<SchemaViolation> all = schema.Evaluate(instance);
            SchemaViolation? first = schema.FirstViolation(instance);
            return valid == (all.Count == 0) && valid == (first is null) && (first is null || all.Contains(first) || all.Count > 1);
        }).Check(Seeded.Times(1000));

    [Fact]
    public void Compile_ValueKeywordsLeftOut_LetsNothingThroughLess() =>
        Prop.ForAll(Schemas(3).ToArbitrary(), Instances(3).ToArbitrary(), Paths().ToArbitrary(), (text, instanceText, omission) =>
        {
            JsonElement element = JsonElement.Parse(text);
            JsonElement instance = JsonElement.Parse(instanceText);
            return !JsonSchema.Compile(element).Schema!.IsValid(instance)
                || JsonSchema.Compile(element, new SchemaOptions { Omission = omission }).Schema!.IsValid(instance);
        }).Check(Seeded.Times(1000));

    [Fact]
    public void Describe_AnyPath_SaysNoOnlyWhereNoValidInstanceHasIt() =>
        Prop.ForAll(Schemas(3).ToArbitrary(), Instances(3).ToArbitrary(), (text, instanceText) =>
        {
            JsonElement instance = JsonElement.Parse(instanceText);
            JsonSchema schema = JsonSchema.Compile(JsonElement.Parse(text), new SchemaOptions { CloseRoot = true }).Schema!;
            return !schema.IsValid(instance) || PathsOf(instance, InstancePath.Root).All(path => schema.Describe(path).Existence != PathExistence.No);
        }).Check(Seeded.Times(1000));

    [Fact]
    public void Compile_MutatedBytes_NeverThrows() =>
        Prop.ForAll(Schemas(3).ToArbitrary(), Mutations().ToArbitrary(), (text, mutations) =>
        {
            if (TryParse(Mutate(text, mutations), out JsonElement schema)
                && JsonSchema.Compile(schema, new SchemaOptions { AssertFormat = true, CloseRoot = true }).Schema is { } compiled)
            {
                compiled.Evaluate(schema);
                compiled.Describe(InstancePath.Of(InstanceStep.Property("a"), InstanceStep.AnyItem));
            }
        }).Check(Seeded.Times(2000));

    [Fact]
    public void Evaluate_MutatedInstance_NeverThrows() =>
        Prop.ForAll(Schemas(2).ToArbitrary(), Instances(3).ToArbitrary(), Mutations().ToArbitrary(), (text, instanceText, mutations) =>
        {
            JsonSchema schema = JsonSchema.Compile(JsonElement.Parse(text), new SchemaOptions { AssertFormat = true }).Schema!;
            if (TryParse(Mutate(instanceText, mutations), out JsonElement instance))
            {
                Assert.Equal(schema.IsValid(instance), schema.Evaluate(instance).Count == 0);
            }
        }).Check(Seeded.Times(1000));

    private static Gen<string> Schemas(int depth)
    {
        Gen<string> keyword = Gen.Elements(
            "\"type\":\"string\"", "\"type\":\"object\"", "\"type\":[\"array\",\"integer\"]", "\"type\":\"number\"", "\"minimum\":1", "\"maximum\":1.5", "\"multipleOf\":0.5",
            "\"const\":1.0", "\"const\":{\"a\":1}", "\"enum\":[\"a\",1,null]", "\"minLength\":2", "\"maxLength\":1", "\"pattern\":\"^[ab]\"", "\"format\":\"date\"", "\"minItems\":1",
            "\"maxItems\":1", "\"uniqueItems\":true", "\"required\":[\"a\"]", "\"required\":[\"b\",\"c\"]", "\"maxProperties\":1", "\"dependentRequired\":{\"a\":[\"b\"]}",
            "\"additionalProperties\":false", "\"unevaluatedProperties\":false", "\"unevaluatedItems\":false", "\"items\":false", "\"exclusiveMinimum\":0");
        if (depth == 0)
        {
            return from keywords in Gen.ArrayOf(keyword, 2) select Join(keywords);
        }

        Gen<string> inner = Gen.Frequency((5, Schemas(depth - 1)), (1, Gen.Elements("true", "false")));
        Gen<string> applicator = Gen.OneOf(
            from one in Gen.Elements("not", "if", "then", "else", "items", "contains", "additionalProperties", "unevaluatedProperties", "unevaluatedItems", "propertyNames") from schema in inner select $"\"{one}\":{schema}",
            from many in Gen.Elements("allOf", "anyOf", "oneOf", "prefixItems") from left in inner from right in inner select $"\"{many}\":[{left},{right}]",
            from name in Gen.Elements(Names) from other in Gen.Elements(Names) from left in inner from right in inner select $"\"properties\":{{\"{name}\":{left},\"{other}\":{right}}}",
            from schema in inner select $"\"patternProperties\":{{\"^[ab]$\":{schema}}}",
            from name in Gen.Elements(Names) from schema in inner select $"\"dependentSchemas\":{{\"{name}\":{schema}}}");
        return from keywords in Gen.ArrayOf(Gen.Frequency((1, keyword), (2, applicator)), 3) select Join(keywords);
    }

    private static string Join(string[] keywords) => $"{{{string.Join(',', keywords)}}}";

    private static Gen<string> Instances(int depth)
    {
        Gen<string> scalar = Gen.Elements("1", "1.0", "0", "2.5", "-1", "\"a\"", "\"\"", "\"abc\"", "\"2024-01-31\"", "null", "true", "\"\\u0061\"");
        if (depth == 0)
        {
            return scalar;
        }

        Gen<string> inner = Instances(depth - 1);
        return Gen.Frequency(
            (2, scalar),
            (2, from items in Gen.ArrayOf(inner, 2) from count in Gen.Choose(0, 2) select $"[{string.Join(',', items.Take(count))}]"),
            (4, from values in Gen.ArrayOf(inner, 3) from mask in Gen.Choose(0, 7)
                select $"{{{string.Join(',', values.Index().Where(value => (mask & (1 << value.Index)) != 0).Select(value => $"\"{Names[value.Index]}\":{value.Item}"))}}}"));
    }

    private static Gen<ValueKeywordOmission> Paths() => Gen.OneOf(
        Gen.Constant(ValueKeywordOmission.All),
        from steps in Gen.ArrayOf(Gen.Elements(InstanceStep.Property("a"), InstanceStep.Property("b"), InstanceStep.AnyItem, InstanceStep.Item(1), InstanceStep.Any), 2)
        from count in Gen.Choose(0, 2)
        select ValueKeywordOmission.At(InstancePath.Of(steps.Take(count))));

    private static IEnumerable<InstancePath> PathsOf(JsonElement value, InstancePath path) => value.ValueKind switch
    {
        JsonValueKind.Object => [path, .. value.EnumerateObject().SelectMany(member => PathsOf(member.Value, path.Then(InstanceStep.Property(member.Name))))],
        JsonValueKind.Array => [path, .. value.EnumerateArray().Index().SelectMany(item => PathsOf(item.Item, path.Then(InstanceStep.Item(item.Index))))],
        _ => [path],
    };

    private static Gen<(int At, byte Value)[]> Mutations() =>
        Gen.ArrayOf(
            from at in Gen.Choose(0, 10_000)
            from value in Gen.Frequency((3, Gen.Elements("{}[]\",:\\u0dD8-.e19tfn#/$".Select(letter => (byte)letter).ToArray())), (1, Gen.Choose(0, 255).Select(number => (byte)number)))
            select (at, value),
            3);

    private static byte[] Mutate(string text, (int At, byte Value)[] mutations)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach ((int at, byte value) in mutations)
        {
            bytes[at % bytes.Length] = value;
        }

        return bytes;
    }

    private static bool TryParse(byte[] bytes, out JsonElement element)
    {
        element = default;
        try
        {
            element = JsonElement.Parse(bytes);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
