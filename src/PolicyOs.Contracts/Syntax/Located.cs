using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A value and where it is written.</summary>
internal sealed record Located<T>(T Value, SourceSpan At);
