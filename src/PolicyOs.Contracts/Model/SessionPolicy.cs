using System.Collections.Immutable;

namespace PolicyOs.Contracts.Model;

/// <summary>session.yaml <c>policy</c> (spec 1.5).</summary>
/// <param name="DefaultDeny">Needs a matching allow.</param>
/// <param name="Rules">Deny anywhere wins.</param>
/// <param name="LabelGates">Tools denied under a label.</param>
public sealed record SessionPolicy(bool DefaultDeny, ImmutableArray<SessionPolicyRule> Rules, ImmutableArray<LabelGate> LabelGates);
