namespace PolicyOs.Journal.Audit;

/// <summary>Something in an exported journal that was not written so.</summary>
/// <param name="Line">Where it shows, from 1.</param>
/// <param name="Stream">The stream concerned; null when the line does not tell.</param>
/// <param name="Sequence">The first event concerned; null when the line does not tell.</param>
/// <param name="EventId">Its id; null when the line does not tell, or the event is missing.</param>
/// <param name="Message">What is wrong.</param>
public sealed record AuditFault(long Line, string? Stream, long? Sequence, string? EventId, string Message);
