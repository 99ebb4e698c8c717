using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Loading;

/// <summary>Reads members without the exceptions of <see cref="JsonElement"/> for text that is no Unicode.</summary>
internal static class SchemaMembers
{
    /// <summary>The last member of that name; null where there is none or the value is no object.</summary>
    public static JsonElement? Find(JsonElement value, string name)
    {
        JsonElement? found = null;
        if (value.ValueKind == JsonValueKind.Object)
        {
            byte[] utf8 = JsonText.ToUtf8(name);
            foreach (JsonProperty member in value.EnumerateObject())
            {
                if (JsonText.UnescapedEquals(JsonText.RawName(member), utf8))
                {
                    found = member.Value;
                }
            }
        }

        return found;
    }

    /// <summary>The same where its value is a string.</summary>
    public static string? FindText(JsonElement value, string name) =>
        Find(value, name) is { ValueKind: JsonValueKind.String } text ? JsonText.ToText(text) : null;
}
