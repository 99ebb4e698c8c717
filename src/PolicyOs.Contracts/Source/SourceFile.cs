namespace PolicyOs.Contracts.Source;

/// <summary>One file of a bundle as it was read.</summary>
/// <param name="Path">Relative to the bundle, with forward slashes.</param>
/// <param name="Bytes">Its content; the digest covers them.</param>
internal sealed record SourceFile(string Path, byte[] Bytes);
