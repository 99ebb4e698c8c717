using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>How long an approval waits. Where no answer lets the call through a shorter wait is weaker, else a longer one, which keeps a request open.</summary>
internal sealed class CheckpointTimeout : FieldRule
{
    private readonly Bound _longest = new(isUpper: true);
    private readonly Bound _shortest = new(isUpper: false);

    public override string Meaning => "raised: weakening; lowered: strengthening; with `on_timeout: allow` the opposite";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new) =>
        (site.Sibling("on_timeout") == "allow" ? _shortest : _longest).Compare(site, old, @new);
}
