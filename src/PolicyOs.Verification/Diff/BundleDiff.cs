using System.Collections.Immutable;
using PolicyOs.Contracts;

namespace PolicyOs.Verification.Diff;

/// <summary>How two bundles differ as written (spec 4, <c>policyos diff</c>). Errors of either side are listed beside and hide nothing.</summary>
/// <param name="Old">The bundle that there was.</param>
/// <param name="New">The bundle that there is.</param>
/// <param name="Changes">By class, the gravest first, then by file and place.</param>
public sealed record BundleDiff(WrittenBundle Old, WrittenBundle New, ImmutableArray<BundleChange> Changes)
{
    /// <summary>Compares two bundles field by field.</summary>
    public static BundleDiff Between(WrittenBundle old, WrittenBundle @new)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(@new);
        var found = new List<BundleChange>();
        BundleFiles.Compare(old, @new, found);
        return new(
            old,
            @new,
            [
                .. found.OrderByDescending(change => change.Class)
                    .ThenBy(change => change.File, StringComparer.Ordinal)
                    .ThenBy(change => change.NewAt.Line)
                    .ThenBy(change => change.Path, StringComparer.Ordinal),
            ]);
    }

    /// <summary>How many changes are of a class.</summary>
    public int Count(ChangeClass of) => Changes.Count(change => change.Class == of);
}
