namespace PolicyOs.Expressions.Syntax;

/// <summary>A token: its text as written, and for strings and bytes what the text stands for.</summary>
internal readonly record struct Token(TokenKind Kind, SourceSpan Span, string Text, object? Content = null)
{
    public bool Is(string symbol) =>
        Kind is TokenKind.Symbol or TokenKind.Keyword && string.Equals(Text, symbol, StringComparison.Ordinal);
}
