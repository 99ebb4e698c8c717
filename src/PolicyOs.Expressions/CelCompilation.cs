namespace PolicyOs.Expressions;

/// <summary>The outcome of compiling: a program, or findings that say why there is none.</summary>
/// <param name="Program">The program; null exactly when there are findings.</param>
/// <param name="Diagnostics">Every finding, by position.</param>
public sealed record CelCompilation(CelProgram? Program, IReadOnlyList<CelDiagnostic> Diagnostics);
