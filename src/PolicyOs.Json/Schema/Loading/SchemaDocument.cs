using System.Text.Json;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>One JSON text that holds schemas, and the places in it that are known to be some.</summary>
/// <param name="root">The text.</param>
/// <param name="prefix">What stands before a pointer in messages: empty for the document being compiled, <c>uri#</c> for others.</param>
internal sealed class SchemaDocument(JsonElement root, string prefix)
{
    private readonly Dictionary<string, SchemaLocation> _known = new(StringComparer.Ordinal);

    public JsonElement Root => root;

    public string Prefix => prefix;

    public void Add(SchemaLocation location) => _known[location.Pointer] = location;

    public SchemaLocation? Find(string pointer) => _known.GetValueOrDefault(pointer);
}
