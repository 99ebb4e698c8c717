namespace PolicyOs.Contracts.Model;

/// <summary><c>response_format_invariants</c>.</summary>
public sealed record ResponseFormat(string? FinishReason, bool? ContentMustBeEmptyWhenToolCalls, bool? ToolCallsPresent);
