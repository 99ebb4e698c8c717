using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>Where a node is: a step from its parent's place. Steps become text only when somebody asks for the path.</summary>
internal sealed class Location
{
    private readonly Location? _parent;
    private readonly string? _name;
    private readonly JsonProperty _member;
    private readonly int _index;

    /// <summary>The place of an element.</summary>
    public Location(Location parent, int index)
    {
        _parent = parent;
        _index = index;
    }

    /// <summary>The place of a member.</summary>
    public Location(Location parent, JsonProperty member)
    {
        _parent = parent;
        _member = member;
        _index = -1;
    }

    /// <summary>The place of a member whose name is at hand.</summary>
    public Location(Location parent, string name)
    {
        _parent = parent;
        _name = name;
    }

    private Location()
    {
    }

    /// <summary>The place of the document itself.</summary>
    public static Location Root { get; } = new();

    /// <summary>The steps from the root.</summary>
    public NormalizedPath ToPath()
    {
        var steps = new List<PathStep>();
        for (Location at = this; at._parent is not null; at = at._parent)
        {
            steps.Add(at.Step());
        }

        steps.Reverse();
        return new([.. steps]);
    }

    private PathStep Step() => this switch
    {
        { _name: not null } => new(_name),
        { _index: < 0 } => new(JsonText.NameToText(_member)),
        _ => new(_index),
    };
}
