namespace PolicyOs.Contracts.Source;

/// <summary>A place in a bundle's file.</summary>
/// <param name="File">Relative to the bundle, with forward slashes; null where nothing is written.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based, in UTF-16 units.</param>
/// <param name="Length">On that line; 0 when only the place is known.</param>
public readonly record struct SourceSpan(string File, int Line, int Column, int Length)
{
    /// <summary>The start of a file, for findings about the file as a whole.</summary>
    internal static SourceSpan StartOf(string file) => new(file, 1, 1, 0);
}
