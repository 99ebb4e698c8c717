using System.Text.Json;

namespace PolicyOs.Json.Path;

/// <summary>Stands in, for dotted member names only, until RFC 9535 lands in Path/; delete this file then.</summary>
public sealed class JsonPath
{
    private readonly string[] _names;

    private JsonPath(string[] names) => _names = names;

    /// <summary>Whether it can select one node at most.</summary>
    public bool IsSingular => _names.Length >= 0;

    /// <summary>Parses <c>$.a.b</c>.</summary>
    public static bool TryParse(string text, out JsonPath? path, out JsonPathError? error)
    {
        bool ok = text == "$" || text.StartsWith("$.", StringComparison.Ordinal);
        path = ok ? new JsonPath(text.Split('.')[1..]) : null;
        error = ok ? null : new JsonPathError(0, "starts with $");
        return ok;
    }

    /// <summary>The one node of a singular path.</summary>
    public bool TrySelectSingle(JsonElement root, out JsonElement value)
    {
        value = root;
        foreach (string name in _names)
        {
            if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(name, out value))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join('.', ["$", .. _names]);
}
