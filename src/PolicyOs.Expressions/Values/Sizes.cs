using System.Runtime.InteropServices;

namespace PolicyOs.Expressions.Values;

/// <summary>How large a value is, in the units that <c>size()</c> counts.</summary>
internal static class Sizes
{
    /// <summary>The elements of a list or the entries of a map.</summary>
    public static int Count(in CelValue value) => value.Kind == CelKind.List
        ? value.IsJson ? value.Json.GetArrayLength() : value.AsList.Count
        : value.IsJson ? value.Json.GetPropertyCount() : value.AsMap.Count;

    /// <summary>How much text a String value is, without reading it: what reading it costs.</summary>
    public static int TextLength(in CelValue text) => text.IsJson ? JsonMarshal.GetRawUtf8Value(text.Json).Length : text.AsString.Length;

    /// <summary>The Unicode scalar values of a string.</summary>
    public static int CodePoints(string text)
    {
        int count = text.Length;
        foreach (char unit in text)
        {
            if (char.IsLowSurrogate(unit))
            {
                count--;
            }
        }

        return count;
    }
}
