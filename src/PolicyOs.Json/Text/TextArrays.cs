using System.Text.Json;

namespace PolicyOs.Json.Text;

/// <summary>Members that are arrays of strings.</summary>
public static class TextArrays
{
    /// <summary>Writes one, its items in the order given.</summary>
    /// <param name="writer">Within an object.</param>
    /// <param name="name">The member's name, UTF-8.</param>
    /// <param name="texts">The items.</param>
    public static void WriteTexts(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
