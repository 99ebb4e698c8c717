using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Model;

/// <summary>What an upstream error must look like. Parts that are given must all match.</summary>
/// <param name="Code">JSON-RPC code, or the string or number under <c>code</c> of the structured result.</param>
/// <param name="Message">Searched in the message.</param>
/// <param name="Structured">On the structured result.</param>
public sealed record ErrorMatch(string? Code, Pattern? Message, Invariant? Structured);
