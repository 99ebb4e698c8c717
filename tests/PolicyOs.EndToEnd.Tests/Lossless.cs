using System.Text.Json;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>Compares JSON so that nothing may differ but white space and the escaping of strings: members in order, numbers digit by digit.</summary>
internal static class Lossless
{
    /// <summary>Fails when the documents differ; a member of the outermost object may be left out on both sides.</summary>
    public static void AssertEqual(string expected, string actual, string? except = null) =>
        Assert.Equal(Tokens(JsonElement.Parse(expected), except), Tokens(JsonElement.Parse(actual), except));

    private static List<string> Tokens(JsonElement value, string? except)
    {
        var tokens = new List<string>();
        Add(value, except, tokens);
        return tokens;
    }

    private static void Add(JsonElement value, string? except, List<string> tokens)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                tokens.Add("{");
                foreach (JsonProperty member in value.EnumerateObject().Where(member => member.Name != except))
                {
                    tokens.Add(member.Name + ":");
                    Add(member.Value, null, tokens);
                }

                tokens.Add("}");
                break;
            case JsonValueKind.Array:
                tokens.Add("[");
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Add(item, null, tokens);
                }

                tokens.Add("]");
                break;
            case JsonValueKind.String:
                tokens.Add("\"" + value.GetString());
                break;
            default:
                tokens.Add(value.GetRawText());
                break;
        }
    }
}
