using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Strict;

/// <summary>The range of numbers that policy computes with (spec 2.5), judged by value: <c>10e400</c> is beyond it, <c>0.1e401</c> and <c>0e999</c> are not.</summary>
public static class NumberRange
{
    /// <summary>The most significant digits, not counting leading and trailing zeros.</summary>
    public const int MaxSignificantDigits = 34;

    /// <summary>The largest magnitude of the exponent in scientific notation.</summary>
    public const int MaxExponent = 400;

    /// <summary>Looks for a number beyond the range, anywhere in a value.</summary>
    /// <param name="value">A value of a document that passed <see cref="StrictReader"/>, and so is no deeper than its bound.</param>
    /// <returns>The first one, in document order, or null.</returns>
    public static StrictError? Check(JsonElement value) => Find(value) is not { } pointer
        ? null
        : new(
            StrictErrorKind.NumberOutOfRange,
            null,
            pointer,
            $"a number{PointerText.Place(pointer)} has more than {MaxSignificantDigits} digits, or an exponent beyond ±{MaxExponent}");

    /// <summary>Whether one number is within the range.</summary>
    public static bool Contains(JsonNumber number) =>
        number.SignificantDigits <= MaxSignificantDigits && Math.Abs(number.AdjustedExponent) <= MaxExponent;

    private static string? Find(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Contains(JsonNumber.From(value)) ? null : "",
        JsonValueKind.Array => FindInArray(value),
        JsonValueKind.Object => FindInObject(value),
        _ => null,
    };

    private static string? FindInArray(JsonElement array)
    {
        int index = 0;
        foreach (JsonElement item in array.EnumerateArray())
        {
            if (Find(item) is { } inside)
            {
                return PointerText.Segment(index) + inside;
            }

            index++;
        }

        return null;
    }

    private static string? FindInObject(JsonElement value)
    {
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (Find(property.Value) is { } inside)
            {
                return PointerText.Segment(property.Name) + inside;
            }
        }

        return null;
    }
}
