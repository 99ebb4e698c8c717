using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>The metaschemas of the known dialects, embedded.</summary>
internal static class MetaschemaDocuments
{
    private const string Folder = "metaschemas/";

    private static readonly Lazy<FrozenDictionary<string, JsonElement>> Documents = new(Read);

    public static JsonElement? Find(string uri) => Documents.Value.TryGetValue(uri, out JsonElement document) ? document : null;

    private static FrozenDictionary<string, JsonElement> Read()
    {
        Assembly assembly = typeof(MetaschemaDocuments).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name =>
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                using JsonDocument document = JsonDocument.Parse(stream);
                return document.RootElement.Clone();
            })
            .ToFrozenDictionary(
                root => (SchemaMembers.FindText(root, "$id") ?? SchemaMembers.FindText(root, "id"))!.TrimEnd('#'),
                StringComparer.Ordinal);
    }
}
