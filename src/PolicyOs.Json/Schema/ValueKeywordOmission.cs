using System.Collections.Immutable;

namespace PolicyOs.Json.Schema;

/// <summary>
/// Which value keywords (see <see cref="ValueKeywords"/>) a compilation leaves out. Leaving out only ever lets more instances through: a
/// <c>not</c> that would lose a keyword is dropped, <c>oneOf</c> becomes <c>anyOf</c>, <c>if</c> becomes a choice of <c>then</c> and
/// <c>else</c>, and <c>maxContains</c> is dropped.
/// </summary>
/// <param name="IsAll">Whether they are left out everywhere.</param>
/// <param name="Paths">Else where.</param>
public sealed record ValueKeywordOmission(bool IsAll, ImmutableArray<InstancePath> Paths)
{
    /// <summary>Nothing is left out.</summary>
    public static ValueKeywordOmission None { get; } = new(false, []);

    /// <summary>All value keywords are left out.</summary>
    public static ValueKeywordOmission All { get; } = new(true, []);

    /// <summary>Those of the values at some paths; not those of the values inside them.</summary>
    public static ValueKeywordOmission At(params IEnumerable<InstancePath> paths) => new(false, [.. paths]);
}
