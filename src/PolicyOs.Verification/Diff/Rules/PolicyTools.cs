using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>The tools of an entry of the session's policy. A deny covers more or fewer; an allow opens some to its principals and closes them to others.</summary>
internal sealed class PolicyTools : FieldRule
{
    private readonly Texts _covered = new(ListKind.Alternatives);

    public override string Meaning => "of a deny: covering more strengthening, fewer weakening; of an allow: weakening";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        if (site.Restricts)
        {
            _covered.Compare(site, old, @new);
        }
        else
        {
            site.Report(Effect.Unknown, old, @new, "an allow opens what it names to some and closes it to others");
        }
    }
}
