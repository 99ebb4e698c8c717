namespace PolicyOs.Contracts.Source;

/// <summary>A place in a bundle's file: 1-based line and column (UTF-16 units), and the length on that line.</summary>
internal readonly record struct SourceSpan(string File, int Line, int Column, int Length)
{
    /// <summary>The start of a file, for findings about the file as a whole.</summary>
    internal static SourceSpan StartOf(string file) => new(file, 1, 1, 0);
}
