using System.Collections;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Configuration;

/// <summary>What an operator decides about a gateway beside its bundle (spec 4, <c>run</c>).</summary>
public sealed record GatewayOptions
{
    /// <summary>The contract.</summary>
    public required CompiledBundle Bundle { get; init; }

    /// <summary>Who calls on a connection without authentication (spec 3.4).</summary>
    public required Principal Principal { get; init; }

    /// <summary>What sessions are for; null when not stated.</summary>
    public required string? Purpose { get; init; }

    /// <summary>The bundle's mode or a tighter one.</summary>
    public required EnforcementMode Mode { get; init; }

    /// <summary>The session to take up again; null opens a new one (spec 3.3).</summary>
    public string? ResumeSession { get; init; }

    /// <summary>Whether sessions that are live take up a changed bundle; else they keep the one that they were opened with (spec 3.12).</summary>
    public bool Migrate { get; init; }

    /// <summary>Whether arguments and results are kept beside the journal as session.yaml says (spec 5.4); not where the journal ends with the process.</summary>
    public required bool KeepRecords { get; init; }

    /// <summary>How this executable is started again, for servers whose command is <c>policyos</c>.</summary>
    public required SelfCommand Self { get; init; }

    /// <summary>The process's environment.</summary>
    public required IDictionary Environment { get; init; }

    /// <summary>The file that remembers which protocol eras servers speak; null remembers for this process alone (spec 3.1).</summary>
    public string? EraCache { get; init; }

    /// <summary>Clock and timers.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Makes a UUIDv7 for a time.</summary>
    public required Func<DateTimeOffset, Guid> NewId { get; init; }

    /// <summary>
    /// How many sessions this process keeps, of any one principal too; null for 64, 16 of them of one principal (spec 3.2). Given, it is for
    /// both: without authentication all are of one.
    /// </summary>
    public int? MaxSessions { get; init; }

    /// <summary>The longest message in bytes, each way; 4 MiB by default.</summary>
    public int MaxMessage { get; init; } = 4 * 1024 * 1024;

    /// <summary>How long a call waits for a person before it gets a ticket; 50 s by default.</summary>
    public TimeSpan ApprovalWait { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>How long a request whose server asked something waits for its client of 2026-07-28 to come back; 10 minutes by default and at most (spec 3.1).</summary>
    public TimeSpan ParkedWait { get; init; } = MaxParkedWait;

    /// <summary>The longest <see cref="ParkedWait"/>.</summary>
    public static TimeSpan MaxParkedWait { get; } = TimeSpan.FromMinutes(10);

    /// <summary>An answer faster than this was given by no person; 300 ms by default.</summary>
    public TimeSpan MinAnswer { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The bounds of sessions.</summary>
    internal SessionBounds SessionBounds => MaxSessions is { } max ? new() { Total = max, PerPrincipal = max } : new();
}
