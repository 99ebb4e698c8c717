namespace PolicyOs.Journal;

/// <summary>An event before the journal gives it id, time, sequence and hash.</summary>
/// <param name="Type"><c>policyos.call.reserved</c> ….</param>
/// <param name="Data">A JSON object in UTF-8, at most 16 KiB; it holds no value that spec 5.1 forbids.</param>
public sealed record EventDraft(string Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The call or request that the event belongs to.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The id of the event that caused it.</summary>
    public string? CausationId { get; init; }

    /// <summary>W3C trace context.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Who acted: principal or operator.</summary>
    public string? ActorId { get; init; }

    /// <summary>The tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>The bundle's digest.</summary>
    public string? PolicyVersion { get; init; }
}
