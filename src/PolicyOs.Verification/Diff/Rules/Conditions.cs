using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>
/// <c>when</c> of checkpoints and triggers: the calls that it matches. With <c>match: any</c> one more condition matches more of them,
/// with <c>all</c> fewer; <c>always</c> matches every call.
/// </summary>
internal sealed class Conditions : FieldRule
{
    private readonly Entries _any = new(ListKind.Grants, "condition", "path");
    private readonly Entries _all = new(ListKind.Restrictions, "condition", "path");

    public override string Meaning =>
        "matches more calls: strengthening; fewer: weakening (a condition more matches more with `match: any`, fewer with `all`; `always` matches all)";

    public override IEnumerable<string> Parts => _any.Parts;

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        Site matched = site with { Restricts = !site.Restricts };
        switch (old, @new)
        {
            case (YamlNode.Sequence, YamlNode.Sequence):
                (site.Sibling("match") == "all" ? _all : _any).Compare(matched, old, @new);
                break;
            case (YamlNode.Sequence, YamlNode.Scalar { Text: "always" }):
                matched.Report(Effect.Wider, old, @new, "every call now, not only some");
                break;
            case (YamlNode.Scalar { Text: "always" }, YamlNode.Sequence):
                matched.Report(Effect.Narrower, old, @new, "only some calls now, not every one");
                break;
            default:
                site.Report(Effect.Unknown, old, @new, "one side is no condition");
                break;
        }
    }
}
