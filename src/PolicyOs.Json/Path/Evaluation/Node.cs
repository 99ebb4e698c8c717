using System.Text.Json;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>A value, and its place; filters ask for values only, and so keep no places.</summary>
internal readonly record struct Node(JsonElement Value, Location? Location)
{
    public Node Element(JsonElement value, int index) => new(value, Location is null ? null : new Location(Location, index));

    public Node Member(JsonProperty member) => new(member.Value, Location is null ? null : new Location(Location, member));

    public Node Member(JsonElement value, string name) => new(value, Location is null ? null : new Location(Location, name));
}
