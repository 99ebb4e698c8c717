using System.Collections.Immutable;

namespace PolicyOs.Journal.Operators;

/// <summary>An operator as enrolled.</summary>
/// <param name="Name">The name, unique in a journal for ever.</param>
/// <param name="Roles">What seats of approvals they may fill.</param>
/// <param name="PublicKey">SubjectPublicKeyInfo in lower-case hex.</param>
/// <param name="EnrolledBy">Who signed the enrolment; their own name for the first operator of a journal.</param>
/// <param name="EnrolledAt">When.</param>
/// <param name="RevokedAt">When they were revoked; null while they may act.</param>
public sealed record Operator(
    string Name, ImmutableArray<string> Roles, string PublicKey, string EnrolledBy, DateTimeOffset EnrolledAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Whether acts are believed.</summary>
    public bool IsActive => RevokedAt is null;
}
