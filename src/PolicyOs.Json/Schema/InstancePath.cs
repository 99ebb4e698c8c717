using System.Collections.Immutable;

namespace PolicyOs.Json.Schema;

/// <summary>The way from the root of an instance to values in it.</summary>
/// <param name="Steps">The steps, from the root.</param>
public sealed record InstancePath(ImmutableArray<InstanceStep> Steps)
{
    /// <summary>The root itself.</summary>
    public static InstancePath Root { get; } = new([]);

    /// <summary>The path of some steps.</summary>
    public static InstancePath Of(params IEnumerable<InstanceStep> steps) => new([.. steps]);

    /// <summary>The path one step further.</summary>
    public InstancePath Then(InstanceStep step) => new(Steps.Add(step));

    /// <inheritdoc/>
    public bool Equals(InstancePath? other) => other is not null && Steps.SequenceEqual(other.Steps);

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Aggregate(Steps.Length, HashCode.Combine);

    /// <summary>The path as a JSON Pointer, <c>*</c> for any: <c>/items/*/price</c>.</summary>
    public override string ToString() => string.Concat(Steps.Select(step => "/" + step));
}
