using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Verification.Simulation;

/// <summary>A request for people.</summary>
/// <param name="CallId">The call that asked first.</param>
/// <param name="Tool">Its tool.</param>
/// <param name="At">When.</param>
/// <param name="Seats">Who is asked: <c>role x</c>, <c>user y</c>, <c>group z</c>, <c>person at the client</c>, <c>operator</c>.</param>
public sealed record AskedApproval(string CallId, string Tool, DateTimeOffset At, ImmutableArray<string> Seats)
{
    /// <summary>The request as an engine makes it.</summary>
    internal static AskedApproval Of(Approval approval) => new(
        approval.CallId,
        approval.Presentation.Tool,
        approval.Created,
        [.. approval.Requirements.SelectMany(SeatsOf).Distinct().Order(StringComparer.Ordinal)]);

    private static IEnumerable<string> SeatsOf(ApprovalRequirement requirement) => requirement.Seats.IsEmpty
        ? [requirement.IsOutOfBand ? "operator" : "person at the client"]
        : requirement.Seats.Select(static seat => $"{seat.Kind.ToString().ToLowerInvariant()} {seat.Name}");
}
