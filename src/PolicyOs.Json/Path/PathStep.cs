using System.Globalization;

namespace PolicyOs.Json.Path;

/// <summary>One step from a value to one of its children: a member's name or an index.</summary>
public readonly record struct PathStep
{
    /// <summary>A step to a member.</summary>
    public PathStep(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>A step to an element; below zero counts from the end, in queries only.</summary>
    public PathStep(long index) => Index = index;

    /// <summary>The member's name; null where the step is an index.</summary>
    public string? Name { get; }

    /// <summary>The index; 0 where the step is a name.</summary>
    public long Index { get; }

    /// <summary>The step as a normalized path writes it (RFC 9535 section 2.7): <c>['name']</c> or <c>[0]</c>.</summary>
    public override string ToString() =>
        Name is null ? $"[{Index.ToString(CultureInfo.InvariantCulture)}]" : $"[{Syntax.QuotedName.Write(Name)}]";
}
