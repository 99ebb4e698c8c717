using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A mapping with known keys.</summary>
/// <param name="name">Its name in the generated schema.</param>
/// <param name="summary">What it is, for editors.</param>
internal sealed class ObjectShape<T>(string name, string summary) : Shape<T>
    where T : SyntaxNode, new()
{
    private readonly List<Field<T>> _fields = [];
    private (string Key, string Other)? _either;

    /// <summary>A key that must be there.</summary>
    internal ObjectShape<T> Required<TValue>(string key, Shape<TValue> shape, Action<T, TValue> set, string meaning) =>
        With(new ShapedField<T, TValue>(key, isRequired: true, shape, set, meaning));

    /// <summary>A key that may be there.</summary>
    internal ObjectShape<T> Optional<TValue>(string key, Shape<TValue> shape, Action<T, TValue> set, string meaning) =>
        With(new ShapedField<T, TValue>(key, isRequired: false, shape, set, meaning));

    /// <summary>Two of the keys of which exactly one must be there; the first is the one that is missed.</summary>
    internal ObjectShape<T> Either(string key, string other)
    {
        _either = (key, other);
        return this;
    }

    /// <summary>A key that exists elsewhere in the language and is wrong here.</summary>
    internal ObjectShape<T> NotHere(string key, string message, string? help) =>
        With(new RefusedField<T>(key, Codes.OperatorNotInList, message, help));

    internal ObjectShape<T> With(Field<T> field)
    {
        _fields.Add(field);
        return this;
    }

    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out T value)
    {
        value = null;
        if (node is not YamlNode.Mapping mapping)
        {
            return Refuse(node, "a mapping", report, $"keys: {string.Join(", ", _fields.Where(f => f.IsAdvertised).Select(f => f.Key))}");
        }

        value = new T { Node = mapping };
        bool isRefused = false;
        foreach (YamlEntry entry in mapping.Entries)
        {
            if (Find(entry.Key) is { } field)
            {
                field.Read(value, entry, report);
                isRefused |= !field.IsAdvertised;
            }
            else
            {
                report.Add(Codes.UnknownKey, entry.KeyAt, $"unknown key `{entry.Key}`", Help(entry.Key));
            }
        }

        foreach (Field<T> field in _fields)
        {
            // Where a refused key stands for the required ones, as cel does for path, one finding is enough.
            if (field.IsRequired && !isRefused && mapping.Find(field.Key) is null)
            {
                report.Add(Codes.MissingKey, mapping.At, $"required key `{field.Key}` is missing");
            }
        }

        CheckEither(mapping, report);
        return true;
    }

    private void CheckEither(YamlNode.Mapping mapping, DiagnosticBag report)
    {
        if (_either is not var (key, other))
        {
            return;
        }

        if (mapping.Find(key) is null == mapping.Find(other) is null)
        {
            DiagnosticCode code = mapping.Find(key) is null ? Codes.MissingKey : Codes.NotExactlyOne;
            report.Add(
                code,
                mapping.Find(other)?.KeyAt ?? mapping.At,
                code == Codes.MissingKey ? $"required key `{key}` is missing" : $"`{other}` stands in place of `{key}`, and both are given",
                code == Codes.MissingKey ? $"`{other}` can stand in its place" : null);
        }
    }

    internal override JsonObject ToSchema(JsonObject definitions)
    {
        if (!definitions.ContainsKey(name))
        {
            definitions[name] = new JsonObject();
            var properties = new JsonObject();
            foreach (Field<T> field in _fields.Where(f => f.IsAdvertised))
            {
                properties[field.Key] = field.ToSchema(definitions);
            }

            var schema = new JsonObject
            {
                ["description"] = summary,
                ["type"] = "object",
                ["properties"] = properties,
                ["additionalProperties"] = false,
            };
            if (_fields.Exists(f => f.IsRequired))
            {
                schema["required"] = new JsonArray([.. _fields.Where(f => f.IsRequired).Select(f => (JsonNode)f.Key)]);
            }

            if (_either is var (either, other))
            {
                schema["oneOf"] = new JsonArray(
                    new JsonObject { ["required"] = new JsonArray(either) }, new JsonObject { ["required"] = new JsonArray(other) });
            }

            definitions[name] = schema;
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private Field<T>? Find(string key)
    {
        foreach (Field<T> field in _fields)
        {
            if (string.Equals(field.Key, key, StringComparison.Ordinal))
            {
                return field;
            }
        }

        return null;
    }

    private string Help(string key) =>
        NearMiss.Help(key, _fields.Where(f => f.IsAdvertised).Select(f => f.Key))
        ?? $"keys here: {string.Join(", ", _fields.Where(f => f.IsAdvertised).Select(f => f.Key))}";
}
