using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary><c>required</c>: one more breaks those who leave it out, one less asks for less.</summary>
internal sealed class RequiredProperties : FieldRule
{
    public override string Meaning => "entry added: breaking; removed: weakening";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        ImmutableArray<YamlNode> before = (old as YamlNode.Sequence)?.Items ?? [];
        ImmutableArray<YamlNode> after = (@new as YamlNode.Sequence)?.Items ?? [];
        foreach (YamlNode name in after.Where(name => !before.Any(other => NodeEquality.Same(name, other))))
        {
            site.At($"[{NodeText.Of(name)}]", null, name).Report(Effect.Breaks, null, name, "those who leave it out are refused");
        }

        foreach (YamlNode name in before.Where(name => !after.Any(other => NodeEquality.Same(name, other))))
        {
            site.At($"[{NodeText.Of(name)}]", name, null).Report(Effect.Wider, name, null, "it may be left out now");
        }
    }
}
