using System.Globalization;
using System.Text.Json;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Definitions;

/// <summary>Numbers in arguments that no check could read (spec 2.5).</summary>
internal static class NumberRange
{
    /// <summary>JSON Pointer (RFC 6901) of the first one below <paramref name="pointer"/>; null when every number can be read.</summary>
    public static string? FirstBeyond(JsonElement value, string pointer)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return ExactNumber.IsReadable(JsonNumber.From(value)) ? null : pointer;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement element in value.EnumerateArray())
                {
                    if (MayHold(element) && FirstBeyond(element, $"{pointer}/{index.ToString(CultureInfo.InvariantCulture)}") is { } found)
                    {
                        return found;
                    }

                    index++;
                }

                return null;
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    if (MayHold(member.Value) && FirstBeyond(member.Value, $"{pointer}/{Escape(JsonText.NameToText(member))}") is { } found)
                    {
                        return found;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    private static bool MayHold(JsonElement value) => value.ValueKind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Number;

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
