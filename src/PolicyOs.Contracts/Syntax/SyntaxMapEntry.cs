namespace PolicyOs.Contracts.Syntax;

/// <summary>A named value.</summary>
internal sealed record SyntaxMapEntry<T>(Located<string> Name, T Value);
