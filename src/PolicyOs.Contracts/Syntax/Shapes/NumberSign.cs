namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>Which numbers a key takes.</summary>
internal enum NumberSign
{
    Any,
    NotNegative,
    Positive,
}
