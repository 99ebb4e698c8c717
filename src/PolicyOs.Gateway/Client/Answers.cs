using System.Collections.Immutable;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Client;

/// <summary>What the client answered.</summary>
/// <param name="All">One for each question, in their order.</param>
/// <param name="State">What the server wanted to have back.</param>
internal sealed record Answers(ImmutableArray<RpcAnswer> All, string? State);
