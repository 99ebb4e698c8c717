using System.Text.Json;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>A schema in a document.</summary>
/// <param name="Document">The document.</param>
/// <param name="Pointer">JSON Pointer from the document's root.</param>
/// <param name="Element">The schema.</param>
/// <param name="Resource">The resource it belongs to.</param>
internal sealed record SchemaLocation(SchemaDocument Document, string Pointer, JsonElement Element, SchemaResource Resource)
{
    /// <summary>The place as it is shown to people.</summary>
    public string Path => Document.Prefix + Pointer;

    public bool Equals(SchemaLocation? other) => other is not null && ReferenceEquals(Document, other.Document) && Pointer == other.Pointer;

    public override int GetHashCode() => Pointer.GetHashCode(StringComparison.Ordinal);
}
