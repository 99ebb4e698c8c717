using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Strict;

namespace PolicyOs.Engine.Values;

/// <summary>Numbers that checks read (spec 2.5): at most 34 significant digits, exponent within ±400.</summary>
internal static class ExactNumber
{
    public static bool TryRead(JsonElement value, out JsonNumber number)
    {
        if (value.ValueKind != JsonValueKind.Number)
        {
            number = default;
            return false;
        }

        number = JsonNumber.From(value);
        return IsReadable(number);
    }

    public static bool IsReadable(JsonNumber number) => NumberRange.Contains(number);
}
