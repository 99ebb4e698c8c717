using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>
/// One thing in a sampling request: <c>name</c> or <c>name.name</c> for a member that is there, <c>name=value</c> for what it holds, or the
/// name of a model.
/// </summary>
/// <param name="Source">As written.</param>
/// <param name="Path">Names of members from the outside in, without underscores and in lower case, so that <c>tool_choice</c> and <c>toolChoice</c> are one.</param>
/// <param name="Value">What the member must hold, as text; null when it is enough that it is there.</param>
public sealed record ProviderCondition(string Source, ImmutableArray<string> Path, string? Value)
{
    /// <summary>A member's name as names are compared.</summary>
    public static string Normal(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
    }
}
