using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts;

/// <summary>One file of a bundle as it is written.</summary>
/// <param name="Path">Relative to the bundle, with forward slashes.</param>
/// <param name="Root">The YAML document; null in a document of prose and where it cannot be read as YAML.</param>
/// <param name="Content">The text.</param>
public sealed record WrittenFile(string Path, YamlNode? Root, string Content);
