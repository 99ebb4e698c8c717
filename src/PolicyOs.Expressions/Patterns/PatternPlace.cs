namespace PolicyOs.Expressions.Patterns;

/// <summary>Places that match without taking text.</summary>
internal enum PatternPlace
{
    TextStart,
    TextEnd,
    LineStart,
    LineEnd,
    WordBoundary,
    NoWordBoundary,
}
