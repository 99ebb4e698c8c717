namespace PolicyOs.Contracts.Syntax;

/// <summary><c>allow · approval · block</c>.</summary>
internal enum RiskDecision
{
    Allow,
    Approval,
    Block,
}
