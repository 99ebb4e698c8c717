using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Engine.Values;

/// <summary>A tool result as data (spec 2.5): <c>structuredContent</c>, else the single text block that is a JSON object, else <c>{"text": …}</c>.</summary>
public static class ResultData
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64 };

    /// <summary>The data of a result object as MCP sent it.</summary>
    public static JsonElement Of(JsonElement result)
    {
        if (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("structuredContent"u8, out JsonElement structured)
            && structured.ValueKind != JsonValueKind.Null)
        {
            return structured;
        }

        string text = TextOf(result, out int blocks);
        return blocks == 1 && TryParse(text, out JsonElement document) && document.ValueKind == JsonValueKind.Object
            ? document
            : JsonSerializer.SerializeToElement(new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = text });
    }

    /// <summary>The text of all text blocks, one below the other.</summary>
    public static string TextOf(JsonElement result, out int blocks)
    {
        var texts = new List<string>();
        if (result.ValueKind == JsonValueKind.Object && result.TryGetProperty("content"u8, out JsonElement content) && content.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement block in content.EnumerateArray())
            {
                if (block.ValueKind == JsonValueKind.Object
                    && block.TryGetProperty("type"u8, out JsonElement type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text"u8)
                    && block.TryGetProperty("text"u8, out JsonElement text) && text.ValueKind == JsonValueKind.String)
                {
                    texts.Add(JsonText.ToText(text));
                }
            }
        }

        blocks = texts.Count;
        return string.Join('\n', texts);
    }

    /// <summary>Parses text that may be JSON.</summary>
    internal static bool TryParse(string text, out JsonElement document)
    {
        try
        {
            document = JsonElement.Parse(text, Options);
            return true;
        }
        catch (JsonException)
        {
            document = default;
            return false;
        }
    }
}
