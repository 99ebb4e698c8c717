namespace PolicyOs.Contracts.Model;

/// <summary><c>response_format_invariants</c> (spec 1.4): what a model's answer to sampling must be like.</summary>
/// <param name="FinishReason">Why it ended, in the protocol's words or a provider's; null when any reason will do.</param>
/// <param name="ContentMustBeEmptyWhenToolCalls">Whether an answer that calls tools says nothing beside them; null when not given.</param>
/// <param name="ToolCallsPresent">Whether it has to call a tool, or must not; null when not given.</param>
public sealed record ResponseFormat(string? FinishReason, bool? ContentMustBeEmptyWhenToolCalls, bool? ToolCallsPresent);
