namespace PolicyOs.Contracts.Model;

/// <summary>Where something is written.</summary>
/// <param name="File">Relative to the bundle, with forward slashes.</param>
/// <param name="Line">1-based.</param>
/// <param name="Column">1-based.</param>
public sealed record GoldenPlace(string File, int Line, int Column);
