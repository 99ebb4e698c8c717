using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>The risk class of a tool: another one is breaking, and a lower one is weakening besides, since less is asked of the tool.</summary>
internal sealed class RiskClass(params string[] lowestFirst) : FieldRule
{
    public override string Meaning => $"any change: breaking; lowered or removed: weakening besides (order: {string.Join(", ", lowestFirst)})";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        site.Report(Effect.Breaks, old, @new, "another risk class");
        if (Rank(@new) < Rank(old))
        {
            site.Report(Effect.Wider, old, @new, "a lower risk class asks less");
        }
    }

    private int Rank(YamlNode? node) => Array.IndexOf(lowestFirst, (node as YamlNode.Scalar)?.Text);
}
