using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Schema.Analysis;
using PolicyOs.Json.Schema.Evaluating;
using PolicyOs.Json.Schema.Loading;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>The schema object being compiled: its keywords as the dialect knows them, the node they fill, and where problems go.</summary>
internal sealed class NodeContext
{
    /// <summary>Counts beyond this mean the same as this: no JSON text is as long.</summary>
    private const long MaxCount = 1L << 40;

    private readonly Dictionary<string, JsonElement> _keywords = new(StringComparer.Ordinal);

    public NodeContext(SchemaCompiler compiler, SchemaNode node, OmissionState omission)
    {
        Compiler = compiler;
        Node = node;
        Omission = omission;
        foreach (JsonProperty member in node.Location.Element.EnumerateObject())
        {
            string keyword = JsonText.NameToText(member);
            if (Dialect.Has(keyword))
            {
                _keywords[keyword] = member.Value;
            }
        }
    }

    public SchemaCompiler Compiler { get; }

    public SchemaNode Node { get; }

    public SchemaShape Shape => Node.Shape;

    public OmissionState Omission { get; }

    public SchemaResource Resource => Node.Location.Resource;

    public Dialect Dialect => Resource.Dialect;

    public IEnumerable<string> Keywords => _keywords.Keys;

    public KeywordAt At(string keyword) => new(keyword, $"{Node.Location.Path}/{JsonPointer.Escape(keyword)}");

    public void Problem(string pointer, string message) => Compiler.Problem($"{Node.Location.Path}/{pointer}", message);

    public bool TryGet(string keyword, out JsonElement value) => _keywords.TryGetValue(keyword, out value);

    /// <summary>The value of a value keyword, unless it is left out here.</summary>
    public bool TryGetValueKeyword(string keyword, out JsonElement value)
    {
        if (!_keywords.TryGetValue(keyword, out value))
        {
            return false;
        }

        if (Omission.OmitsHere)
        {
            Shape.IsWeakened = true;
            return false;
        }

        Shape.ValueKeywords.Add((keyword, value));
        return true;
    }

    /// <summary>A keyword whose value must be a string.</summary>
    public bool TryGetText(string keyword, [NotNullWhen(true)] out string? text)
    {
        text = TryGet(keyword, out JsonElement value) ? Text(keyword, value) : null;
        return text is not null;
    }

    public string? Text(string pointer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return JsonText.ToText(value);
        }

        Problem(pointer, "must be a string");
        return null;
    }

    public JsonNumber? Number(string keyword, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            return JsonNumber.From(value);
        }

        Problem(keyword, "must be a number");
        return null;
    }

    /// <summary>A count: an integer, not negative.</summary>
    public long? Count(string keyword, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number || JsonNumber.From(value) is not { IsInteger: true, Sign: >= 0 } number)
        {
            Problem(keyword, "must be an integer of at least 0");
            return null;
        }

        return number.TryToInt64(out long count) ? Math.Min(count, MaxCount) : MaxCount;
    }

    /// <summary>A list of names, as in required.</summary>
    public string[]? Names(string pointer, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            Problem(pointer, "must be an array of strings");
            return null;
        }

        return [.. value.EnumerateArray().Select(JsonText.ToText).Distinct()];
    }

    /// <summary>The members of a keyword that must be an object.</summary>
    public IEnumerable<(string Name, JsonElement Value)> Members(string keyword)
    {
        if (!TryGet(keyword, out JsonElement value))
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Object)
        {
            Problem(keyword, "must be an object");
            return [];
        }

        // The last of members with the same name counts.
        return value.EnumerateObject().Select(member => (Name: JsonText.NameToText(member), member.Value)).GroupBy(pair => pair.Name).Select(group => group.Last());
    }

    /// <summary>The schemas of a keyword that must be a list of some.</summary>
    public SchemaNode[]? List(string keyword)
    {
        if (!TryGet(keyword, out JsonElement value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
        {
            Problem(keyword, "must be an array of at least one schema");
            return null;
        }

        return [.. Enumerable.Range(0, value.GetArrayLength()).Select(index => Child($"{keyword}/{index}", Omission))];
    }

    /// <summary>The schema of a keyword, applied to the same instance.</summary>
    public SchemaNode? Single(string keyword) => TryGet(keyword, out _) ? Child(keyword, Omission) : null;

    /// <summary>The schema at a place below this one.</summary>
    public SchemaNode Child(string pointer, OmissionState omission) => Compiler.Node(Node.Location, pointer, omission);

    public Pattern? Pattern(string pointer, string text) => Compiler.Pattern($"{Node.Location.Path}/{pointer}", text);
}
