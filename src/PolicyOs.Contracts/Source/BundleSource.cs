using System.Collections.Immutable;

namespace PolicyOs.Contracts.Source;

/// <summary>The files of a bundle, before anything is understood of them.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Directory">Absolute path of the folder.</param>
/// <param name="Files">In ordinal order of their paths.</param>
internal sealed record BundleSource(string Name, string Directory, ImmutableArray<SourceFile> Files)
{
    /// <summary>The file at a relative path, if the bundle has it.</summary>
    internal SourceFile? Find(string path) => Files.FirstOrDefault(f => string.Equals(f.Path, path, StringComparison.Ordinal));
}
