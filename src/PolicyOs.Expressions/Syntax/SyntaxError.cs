namespace PolicyOs.Expressions.Syntax;

/// <summary>Why a source is no expression, and where.</summary>
internal sealed record SyntaxError(SourceSpan Span, string Message, string? Help = null);
