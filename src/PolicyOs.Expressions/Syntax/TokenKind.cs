namespace PolicyOs.Expressions.Syntax;

/// <summary>What a token is. Operators and brackets are told apart by their text.</summary>
internal enum TokenKind : byte
{
    End,
    Identifier,

    /// <summary>A field name in backticks.</summary>
    QuotedIdentifier,

    /// <summary>true, false, null, in: never a name.</summary>
    Keyword,

    /// <summary>A name that CEL keeps for itself, usable after a dot only.</summary>
    Reserved,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    Symbol,
}
