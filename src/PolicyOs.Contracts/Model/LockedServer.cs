using System.Collections.Frozen;

namespace PolicyOs.Contracts.Model;

/// <summary>What one server was when it was locked.</summary>
public sealed record LockedServer
{
    /// <summary>The protocol version that it chose.</summary>
    public required string Protocol { get; init; }

    /// <summary>The name that it gave itself; empty when it gave none.</summary>
    public required string Name { get; init; }

    /// <summary>The version that it gave itself; empty when it gave none.</summary>
    public required string Version { get; init; }

    /// <summary>Lower-case hex SHA-256 of the program files that the contract starts, by command or argument as it is written there.</summary>
    public required FrozenDictionary<string, string> Files { get; init; }

    /// <summary>Its instructions to models; null when it gave none.</summary>
    public required string? Instructions { get; init; }

    /// <summary>Tools by the server's names, undeclared ones too: one that appears later under an exposed name is a collision.</summary>
    public required FrozenDictionary<string, LockedEntry> Tools { get; init; }

    /// <summary>Prompts by name.</summary>
    public required FrozenDictionary<string, LockedEntry> Prompts { get; init; }

    /// <summary>Resources by URI.</summary>
    public required FrozenDictionary<string, LockedEntry> Resources { get; init; }

    /// <summary>Resource templates by URI template.</summary>
    public required FrozenDictionary<string, LockedEntry> ResourceTemplates { get; init; }
}
