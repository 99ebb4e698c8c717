using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A list of words or values, compared as a set. One value may stand for a list of one.</summary>
/// <param name="kind">What its entries do.</param>
/// <param name="any">An entry that stands for all there are, such as <c>*</c>.</param>
internal sealed class Texts(ListKind kind, string? any = null) : FieldRule
{
    public override string Meaning => ListEffects.Meaning(kind);

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        ImmutableArray<YamlNode> before = Items(old);
        ImmutableArray<YamlNode> after = Items(@new);
        int reported = site.Found.Count;
        foreach (YamlNode item in after.Where(item => !before.Any(other => NodeEquality.Same(item, other))))
        {
            (Effect effect, string why) = ListEffects.Added(kind, before.IsEmpty);
            Entry(site, item).Report(effect, null, item, why);
        }

        foreach (YamlNode item in before.Where(item => !after.Any(other => NodeEquality.Same(item, other))))
        {
            (Effect effect, string why) = ListEffects.Removed(kind, after.IsEmpty);
            Entry(site, item).Report(effect, item, null, why);
        }

        if (site.Found.Count == reported)
        {
            site.Report(Effect.None, old, @new, "the same entries");
        }
    }

    private static Site Entry(Site site, YamlNode item) => site with { Path = $"{site.Path}[{NodeText.Of(item)}]" };

    private ImmutableArray<YamlNode> Items(YamlNode? node) => node switch
    {
        null => [],
        YamlNode.Sequence sequence => sequence.Items,
        YamlNode.Scalar { Text: { } text } when text == any => [],
        _ => [node],
    };
}
