using System.Globalization;
using System.Text.Json;
using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Suite;

/// <summary>Values and types of the suite, which are written as proto-JSON.</summary>
internal static class SuiteValues
{
    public static CelValue Value(JsonElement json)
    {
        JsonProperty one = json.EnumerateObject().Single();
        JsonElement content = one.Value;
        return one.Name switch
        {
            "null_value" => CelValue.Null,
            "bool_value" => CelValue.From(content.GetBoolean()),
            "int64_value" => CelValue.From(long.Parse(content.GetString()!, CultureInfo.InvariantCulture)),
            "uint64_value" => CelValue.From(ulong.Parse(content.GetString()!, CultureInfo.InvariantCulture)),
            "double_value" => CelValue.From(content.ValueKind == JsonValueKind.String
                ? double.Parse(content.GetString()!, CultureInfo.InvariantCulture)
                : content.GetDouble()),
            "string_value" => CelValue.From(content.GetString()!),
            "bytes_value" => CelValue.From(content.GetBytesFromBase64()),
            "type_value" => CelValue.FromTypeName(content.GetString()!),
            "list_value" => CelValue.ListOf([.. Items(content, "values").Select(Value)]),
            "map_value" => Map(content),
            "object_value" => Time(content),
            _ => throw new InvalidDataException($"the suite has a value of kind {one.Name}"),
        };
    }

    public static CelType Type(JsonElement json)
    {
        JsonProperty one = json.EnumerateObject().Single();
        JsonElement content = one.Value;
        return one.Name switch
        {
            "dyn" => CelType.Dyn,
            "null" => CelType.Null,
            "primitive" => content.GetString() switch
            {
                "BOOL" => CelType.Bool,
                "INT64" => CelType.Int,
                "UINT64" => CelType.Uint,
                "DOUBLE" => CelType.Double,
                "STRING" => CelType.String,
                _ => CelType.Bytes,
            },
            "well_known" => content.GetString() is "TIMESTAMP" ? CelType.Timestamp : CelType.Duration,
            "list_type" => CelType.ListOf(Type(content.GetProperty("elem_type"))),
            "map_type" => CelType.MapOf(Type(content.GetProperty("key_type")), Type(content.GetProperty("value_type"))),
            "type_param" => new CelType.Variable(content.GetString()!),
            "abstract_type" => new CelType.Opaque(content.GetProperty("name").GetString()!, [.. Items(content, "parameter_types").Select(Type)]),
            _ => throw new InvalidDataException($"the suite has a type of kind {one.Name}"),
        };
    }

    /// <summary>The environment of a test: its declarations, and its undeclared bindings as dyn.</summary>
    public static CelEnvironment Environment(SuiteCase test)
    {
        JsonElement[] declarations = [.. Items(test.Json, "type_env")];
        CelVariable[] variables =
        [
            .. declarations.Where(d => d.TryGetProperty("ident", out _))
                .Select(d => new CelVariable(d.GetProperty("name").GetString()!, Type(d.GetProperty("ident").GetProperty("type")))),
        ];
        IEnumerable<CelVariable> bound = Bindings(test).Select(b => b.Name).Except(variables.Select(v => v.Name))
            .Select(name => new CelVariable(name, CelType.Dyn));
        IEnumerable<Overload> functions =
            from declaration in declarations
            where declaration.TryGetProperty("function", out _)
            from overload in declaration.GetProperty("function").GetProperty("overloads").EnumerateArray()
            select Overload.Function(declaration.GetProperty("name").GetString()!, [.. Items(overload, "params").Select(Type)], Type(overload.GetProperty("result_type")), null);
        return new CelEnvironment(variables.Concat(bound), test.Container, FunctionTable.Standard.With(functions));
    }

    public static IEnumerable<(string Name, CelValue Value)> Bindings(SuiteCase test) =>
        test.Json.TryGetProperty("bindings", out JsonElement bindings)
            ? bindings.EnumerateObject().Select(b => (b.Name, Value(b.Value.GetProperty("value"))))
            : [];

    /// <summary>Whether two values are the same, types of numbers and the sign of zero included; maps in any order.</summary>
    public static bool Same(CelValue expected, CelValue actual)
    {
        if (expected.Kind != actual.Kind)
        {
            return false;
        }

        switch (expected.Kind)
        {
            case CelKind.List:
                CelValue[] left = [.. Elements(expected).Select(e => e.Value)];
                CelValue[] right = [.. Elements(actual).Select(e => e.Value)];
                return left.Length == right.Length && left.Zip(right).All(pair => Same(pair.First, pair.Second));
            case CelKind.Map:
                (CelValue Key, CelValue Value)[] entries = [.. Elements(actual)];
                return entries.Length == Sizes.Count(expected)
                    && Elements(expected).All(e => entries.Any(a => Same(e.Key, a.Key) && Same(e.Value, a.Value)));
            case CelKind.String:
                return string.Equals(expected.AsString, actual.AsString, StringComparison.Ordinal);
            case CelKind.Bytes:
                return expected.AsBytes.SequenceEqual(actual.AsBytes);
            default:
                return string.Equals(expected.ToString(), actual.ToString(), StringComparison.Ordinal);
        }
    }

    private static List<(CelValue Key, CelValue Value)> Elements(CelValue value)
    {
        List<(CelValue, CelValue)> elements = [];
        var cursor = new ElementCursor(value);
        while (cursor.MoveNext())
        {
            elements.Add((cursor.Key, cursor.Value));
        }

        return elements;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement items) ? items.EnumerateArray() : default;

    private static CelValue Map(JsonElement json)
    {
        var map = new MapBuilder(0);
        foreach (JsonElement entry in Items(json, "entries"))
        {
            map.TryAdd(Value(entry.GetProperty("key")), Value(entry.GetProperty("value")));
        }

        return CelValue.From(map.ToMap());
    }

    private static CelValue Time(JsonElement json)
    {
        string text = json.GetProperty("value").GetString()!;
        return json.GetProperty("@type").GetString()!.EndsWith("Timestamp", StringComparison.Ordinal)
            ? TimeParsing.Timestamp(text)
            : TimeParsing.Duration(text);
    }
}
