using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>Which of some names an object has, found in one pass.</summary>
internal sealed class Presence(string[] texts)
{
    private readonly NameTable _names = new([.. texts.Select(JsonText.ToUtf8)]);

    /// <summary>How many words of 64 bits the answer takes.</summary>
    public int Words => (texts.Length + 63) / 64;

    public string Name(int index) => texts[index];

    public static bool Has(ReadOnlySpan<ulong> there, int index) => (there[index >> 6] & (1UL << index)) != 0;

    public void Find(JsonElement instance, Span<ulong> there)
    {
        foreach (JsonProperty member in instance.EnumerateObject())
        {
            ReadOnlySpan<byte> raw = JsonText.RawName(member);
            int index = _names.FindRaw(raw);
            if (index >= 0)
            {
                there[index >> 6] |= 1UL << index;
            }
        }
    }
}
