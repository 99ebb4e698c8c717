using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>A declared resource pattern (RFC 6570 level 1).</summary>
public sealed record ResourceRule(string Pattern, int Server, ImmutableArray<string> RequiredPermissions, ImmutableArray<int> Labels)
{
    /// <summary>The pattern as a matcher.</summary>
    public UriTemplate Template { get; } = UriTemplate.Parse(Pattern);
}
