using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Secrets;

/// <summary>Secrets in a JSON document: in its strings and its member names.</summary>
public static class SecretScan
{
    /// <summary>The first secret; null when there is none.</summary>
    /// <param name="root">The document.</param>
    /// <param name="path">How messages call its root: <c>$</c> for arguments.</param>
    public static SecretFinding? Find(JsonElement root, string path) =>
        SecretText.IsClearlyFree(JsonMarshal.GetRawUtf8Value(root)) ? null : Walk(root, path);

    private static SecretFinding? Walk(JsonElement root, string path)
    {
        switch (root.ValueKind)
        {
            case JsonValueKind.String:
                return SecretText.KindOf(JsonText.ToText(root)) is { } kind ? new SecretFinding(kind, path) : null;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement element in root.EnumerateArray())
                {
                    if (IsContainerOrString(element) && Walk(element, $"{path}[{index}]") is { } finding)
                    {
                        return finding;
                    }

                    index++;
                }

                return null;
            case JsonValueKind.Object:
                return FindInObject(root, path);
            default:
                return null;
        }
    }

    private static SecretFinding? FindInObject(JsonElement root, string path)
    {
        foreach (JsonProperty member in root.EnumerateObject())
        {
            string name = JsonText.NameToText(member);
            if (SecretText.KindOf(name) is { } kind)
            {
                // The name is the secret, so the path stops above it.
                return new SecretFinding(kind, path);
            }

            if (IsContainerOrString(member.Value) && Walk(member.Value, PathText.Member(path, name)) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    private static bool IsContainerOrString(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String;
}
