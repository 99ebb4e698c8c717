using PolicyOs.Contracts;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>A bundle with one thing in it changed.</summary>
/// <param name="Operator">Which kind of change.</param>
/// <param name="File">The file that it is in.</param>
/// <param name="Path">Where in the file, as rules of <c>--coverage</c> are named.</param>
/// <param name="Change">What takes the place of what, in words.</param>
/// <param name="IsWeakening">Whether it lets more through; the others are flips to the stronger side.</param>
/// <param name="Root">The file's new content.</param>
internal sealed record Mutant(MutationOperator Operator, string File, string Path, string Change, bool IsWeakening, YamlNode Root)
{
    /// <summary>File and path, as rules of <c>--coverage</c> are named.</summary>
    public string Place => $"{File}: {Path}";

    /// <summary>The bundle with the change.</summary>
    public WrittenBundle Of(WrittenBundle bundle) => bundle.With(File, Root);
}
