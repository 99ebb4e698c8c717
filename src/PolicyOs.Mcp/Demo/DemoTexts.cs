using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Demo;

/// <summary>How the texts of a scenario, its resources and prompts, are written in answers.</summary>
internal static class DemoTexts
{
    /// <summary>The list: every text without its text.</summary>
    public static void List(Utf8JsonWriter writer, string name, IEnumerable<JsonObject> texts)
    {
        writer.WriteStartArray(name);
        foreach (JsonObject text in texts)
        {
            DemoData.Without(text, "text").WriteTo(writer);
        }

        writer.WriteEndArray();
    }

    /// <summary>The members of a <c>resources/read</c> result.</summary>
    public static void Contents(Utf8JsonWriter writer, JsonObject resource)
    {
        writer.WriteStartArray("contents"u8);
        DemoData.Without(resource, "name").WriteTo(writer);
        writer.WriteEndArray();
    }

    /// <summary>The members of a <c>prompts/get</c> result: one message of the user.</summary>
    public static void Message(Utf8JsonWriter writer, JsonObject prompt)
    {
        writer.WriteString("description"u8, DemoData.Text(prompt, "description"));
        writer.WriteStartArray("messages"u8);
        new JsonObject
        {
            ["role"] = "user",
            ["content"] = new JsonObject { ["type"] = "text", ["text"] = DemoData.Text(prompt, "text") },
        }.WriteTo(writer);
        writer.WriteEndArray();
    }
}
