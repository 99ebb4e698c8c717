using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine;

/// <summary>What a decision may know beside the bundle and the call (spec 2): a snapshot, taken once per decision.</summary>
/// <param name="Session">The fold of the session's stream.</param>
/// <param name="Tenant">The fold of the tenant's stream.</param>
/// <param name="Principal">Who is calling.</param>
/// <param name="Quarantined">Tool numbers whose definition differs from its pin, or is ambiguous.</param>
/// <param name="Environment">Values of <see cref="CompiledBundle.EnvironmentNames"/> by number; null where unset.</param>
/// <param name="Mode">The bundle's mode, tightened by the operator.</param>
/// <param name="Now">Now.</param>
public sealed record Facts(
    SessionState Session,
    TenantState Tenant,
    Principal Principal,
    ImmutableHashSet<int> Quarantined,
    ImmutableArray<string?> Environment,
    EnforcementMode Mode,
    DateTimeOffset Now)
{
    /// <summary>The fold of the stream that rate limits with <c>per: global</c> are counted on.</summary>
    public TenantState Everyone { get; init; } = TenantState.Initial;
}
