namespace PolicyOs.Contracts.Model;

/// <summary>A key of the language that this version compiles but does not enforce yet.</summary>
/// <param name="File">Path relative to the bundle, with forward slashes.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
/// <param name="Key">The key as written, dotted from the file's root.</param>
public sealed record UnenforcedKey(string File, int Line, int Column, string Key);
