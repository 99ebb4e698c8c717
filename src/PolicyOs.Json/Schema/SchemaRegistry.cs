using System.Text.Json;
using PolicyOs.Json.Schema.Loading;

namespace PolicyOs.Json.Schema;

/// <summary>Documents that schemas may refer to, by the URI they are asked for. Fill it first, then share it: reading is safe for many threads.</summary>
public sealed class SchemaRegistry
{
    private readonly Dictionary<string, JsonElement> _documents = new(StringComparer.Ordinal);

    /// <summary>Adds a document, or replaces the one of that URI. The document is copied.</summary>
    /// <param name="uri">Absolute; a fragment is ignored.</param>
    /// <param name="document">The schema.</param>
    public void Add(string uri, JsonElement document)
    {
        ArgumentNullException.ThrowIfNull(uri);
        _documents[UriReference.Parse(uri).WithoutFragment()] = document.Clone();
    }

    internal JsonElement? Find(string uri) => _documents.TryGetValue(uri, out JsonElement document) ? document : null;
}
