namespace PolicyOs.Json.Path.Syntax;

/// <summary>The comparisons of RFC 9535 section 2.3.5.</summary>
internal enum ComparisonOperator
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
