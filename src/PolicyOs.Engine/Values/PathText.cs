using PolicyOs.Json.Path;

namespace PolicyOs.Engine.Values;

/// <summary>Paths as people write them: <c>$.ticket_id</c> instead of <c>$['ticket_id']</c> where that says the same.</summary>
internal static class PathText
{
    public static string Of(JsonPath path) => path.ToString()!;
}
