using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>Something that must hold: with it less passes, without it more, and another demand cannot be compared with it.</summary>
/// <param name="changed">What another demand is.</param>
internal sealed class Demand(Effect changed = Effect.Unknown) : FieldRule
{
    public override string Meaning => $"added: strengthening; removed: weakening; changed: {Wording.ClassOf(changed)}";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        (Effect effect, string why) = (old, @new) switch
        {
            (null, _) => (Effect.Narrower, "one more thing must hold"),
            (_, null) => (Effect.Wider, "it need not hold any more"),
            _ => (changed, "something else must hold; which lets more through cannot be told"),
        };
        site.Report(effect, old, @new, why);
    }
}
