using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Decisions;

/// <summary>An error as contracts match it.</summary>
/// <param name="Code">JSON-RPC code, or what stands under <c>code</c> of the structured result.</param>
/// <param name="Message">Its text.</param>
/// <param name="Structured">The error result's data; null for a JSON-RPC error.</param>
internal sealed record UpstreamError(string? Code, string Message, JsonElement? Structured)
{
    public bool Matches(AllowedError allowed) =>
        (allowed.Code is not null || allowed.Message is not null)
        && (allowed.Code is null || allowed.Code == Code)
        && (allowed.Message is null || allowed.Message.IsMatch(Message));

    public bool Matches(ErrorMatch match, Facts facts) =>
        (match.Code is null || match.Code == Code)
        && (match.Message is null || match.Message.IsMatch(Message))
        && (match.Structured is null
            || (Structured is { } data && InvariantEvaluator.Check(match.Structured, data, new Scope(facts.Environment, facts.Session.SlotValues)) is null));
}
