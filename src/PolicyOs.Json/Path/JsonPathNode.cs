using System.Text.Json;
using PolicyOs.Json.Path.Evaluation;

namespace PolicyOs.Json.Path;

/// <summary>A value that a query selected, and where it is.</summary>
public readonly struct JsonPathNode
{
    private readonly Location _location;

    internal JsonPathNode(JsonElement value, Location location)
    {
        Value = value;
        _location = location;
    }

    /// <summary>The value, part of the document that was queried.</summary>
    public JsonElement Value { get; }

    /// <summary>Its place; written out when asked for, so keep it rather than ask twice.</summary>
    public NormalizedPath Path => _location.ToPath();
}
