namespace PolicyOs.Json.Schema.Loading;

/// <summary>A schema with a base URI of its own (2020-12 core, 4.3.5).</summary>
/// <param name="uri">Absolute, without fragment.</param>
/// <param name="document">The document it is in.</param>
/// <param name="pointer">Where in it.</param>
/// <param name="dialect">How it is read.</param>
internal sealed class SchemaResource(string uri, SchemaDocument document, string pointer, Dialect dialect)
{
    public string Uri => uri;

    public UriReference Base { get; } = UriReference.Parse(uri);

    public SchemaDocument Document => document;

    public string Pointer => pointer;

    public Dialect Dialect => dialect;

    /// <summary>Pointers in the document by plain-name fragment.</summary>
    public Dictionary<string, string> Anchors { get; } = new(StringComparer.Ordinal);

    /// <summary>The same for those a <c>$dynamicRef</c> may replace; <see cref="RecursiveAnchor"/> stands for a <c>$recursiveAnchor</c>.</summary>
    public Dictionary<string, string> DynamicAnchors { get; } = new(StringComparer.Ordinal);

    /// <summary>No fragment can be this.</summary>
    public const string RecursiveAnchor = "#recursive";
}
