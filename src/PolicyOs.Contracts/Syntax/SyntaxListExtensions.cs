namespace PolicyOs.Contracts.Syntax;

/// <summary>A block that is not written has none of its lists.</summary>
internal static class SyntaxListExtensions
{
    internal static SyntaxList<T> OrAbsent<T>(this SyntaxList<T>? list) => list ?? SyntaxList<T>.Absent;

    internal static SyntaxMap<T> OrAbsent<T>(this SyntaxMap<T>? map) => map ?? SyntaxMap<T>.Absent;
}
