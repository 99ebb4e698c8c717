using System.Collections.Immutable;
using System.Text.Json;

namespace PolicyOs.Journal.Records;

/// <summary>What decisions of a session read that is neither in the journal nor in the bundle, from one event of its stream on.</summary>
public sealed record SessionContext
{
    /// <summary>The sequence that the stream had when this began to hold.</summary>
    public required long Since { get; init; }

    /// <summary>Digest of the bundle that decided.</summary>
    public required string Bundle { get; init; }

    /// <summary>The phase that sessions of that bundle begin in; null without phases.</summary>
    public required string? InitialPhase { get; init; }

    /// <summary>enforce, advise or observe: the mode that was in force.</summary>
    public required string Mode { get; init; }

    /// <summary>The mode that the bundle itself asked for; the operator may have tightened it.</summary>
    public required string BundleMode { get; init; }

    /// <summary>{id, type, roles, permissions, tenant, attributes}; null when a part of it was masked.</summary>
    public required JsonElement? Principal { get; init; }

    /// <summary>Values of environment variables that the contract compares with, null where unset; without those that look like secrets.</summary>
    public required ImmutableDictionary<string, string?> Environment { get; init; }

    /// <summary>By exposed name, what servers offered.</summary>
    public required ImmutableDictionary<string, OfferedTool> Tools { get; init; }

    /// <summary>Exposed names of tools that could not be trusted.</summary>
    public required ImmutableArray<string> Quarantined { get; init; }
}
