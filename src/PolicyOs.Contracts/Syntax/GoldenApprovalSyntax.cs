using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>approval</c> of a golden step: what is decided, and by whom if that is said.</summary>
internal sealed record GoldenApprovalSyntax(Located<GoldenApprovalDecision>? Decision, GoldenPersonSyntax? By);
