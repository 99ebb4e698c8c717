using System.Text.Json;
using PolicyOs.Engine.Checks;
using PolicyOs.Engine.Values;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Definitions;

/// <summary>Numbers in arguments that no check could read (spec 2.5).</summary>
internal static class NumberRange
{
    /// <summary>The path of the first one; null when every number can be read.</summary>
    public static string? FirstBeyond(JsonElement value, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Number:
                return ExactNumber.IsReadable(JsonNumber.From(value)) ? null : path;
            case JsonValueKind.Array:
                int index = 0;
                foreach (JsonElement element in value.EnumerateArray())
                {
                    if (MayHold(element) && FirstBeyond(element, $"{path}[{index}]") is { } found)
                    {
                        return found;
                    }

                    index++;
                }

                return null;
            case JsonValueKind.Object:
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    if (MayHold(member.Value) && FirstBeyond(member.Value, MemberPath.Of(path, JsonText.NameToText(member))) is { } found)
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
}
