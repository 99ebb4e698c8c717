using System.Text.Json;

namespace PolicyOs.Json.Path.Plan;

/// <summary>Elements by the index of a query.</summary>
internal static class Children
{
    /// <summary>The element at an index, which counts from the end when below zero.</summary>
    public static bool TryGetElement(JsonElement array, long index, out int position, out JsonElement element)
    {
        position = 0;
        element = default;
        if (array.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        int length = array.GetArrayLength();
        long fromStart = index < 0 ? index + length : index;
        if (fromStart < 0 || fromStart >= length)
        {
            return false;
        }

        position = (int)fromStart;
        element = array[position];
        return true;
    }
}
