using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Gateway.Pinning;

/// <summary>What came of asking a server what it offers.</summary>
/// <param name="Server">As the contract has it.</param>
/// <param name="Offer">Null when it could not be asked.</param>
/// <param name="Problem">Why not.</param>
/// <param name="Ambiguous">Names that it lists more than once; they are not in the offer.</param>
public sealed record SurveyedServer(Server Server, LockedServer? Offer, string? Problem, ImmutableArray<string> Ambiguous);
