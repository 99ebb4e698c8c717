namespace PolicyOs.Journal;

/// <summary>What a journal is told about its surroundings.</summary>
/// <param name="Source">The CloudEvents source of every event it appends: <c>policyos/&lt;workflow&gt;</c>.</param>
/// <param name="Clock">Gives event times and drives timers.</param>
/// <param name="NewId">Makes a UUIDv7 for a time.</param>
public sealed record JournalOptions(string Source, TimeProvider Clock, Func<DateTimeOffset, Guid> NewId);
