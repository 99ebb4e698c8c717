using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>What matches here is restricted and not permitted, such as the calls that a checkpoint stops: wider is stronger.</summary>
internal sealed class Opposite(FieldRule rule) : FieldRule
{
    public override string Meaning => $"the opposite of: {rule.Meaning}";

    public override IEnumerable<string> Parts => rule.Parts;

    public override void Compare(Site site, YamlNode? old, YamlNode? @new) => rule.Compare(site with { Restricts = !site.Restricts }, old, @new);
}
