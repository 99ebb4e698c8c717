namespace PolicyOs.Contracts.Syntax;

/// <summary><c>when</c> of a checkpoint: <c>always</c>, which has no conditions, or conditions.</summary>
internal sealed record WhenSyntax(bool IsAlways, SyntaxList<ConditionSyntax> Conditions);
