namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>Which JSON values a key takes.</summary>
internal enum JsonShapeKind
{
    Any,
    Object,
    Schema,
}
