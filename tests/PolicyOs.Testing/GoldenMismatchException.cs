namespace PolicyOs.Testing;

/// <summary>A golden file holds something else than what was produced.</summary>
public sealed class GoldenMismatchException(string message) : Exception(message);
