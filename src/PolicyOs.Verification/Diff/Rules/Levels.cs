using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A word or a boolean of a known order of strength.</summary>
/// <param name="whenAbsent">What holds when it is not written; a word of its own place in the order where that depends on other keys.</param>
/// <param name="weakestFirst">The order.</param>
internal sealed class Levels(string whenAbsent, params string[] weakestFirst) : FieldRule
{
    /// <summary>Stands for "not written" in an order where what holds then depends on other keys.</summary>
    public const string Unwritten = "(not written)";

    public override string Meaning =>
        $"from weak to strong: {string.Join(", ", weakestFirst)}" + (whenAbsent == Unwritten ? string.Empty : $"; absent means {whenAbsent}");

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        int before = Rank(old);
        int after = Rank(@new);
        (Effect effect, string why) = (before < 0 || after < 0, after.CompareTo(before)) switch
        {
            (true, _) => (Effect.Unknown, "one side is no word of the language"),
            (_, 0) => (Effect.None, Wording.Default),
            (_, < 0) => (Effect.Wider, $"{weakestFirst[after]} is weaker than {weakestFirst[before]}"),
            _ => (Effect.Narrower, $"{weakestFirst[after]} is stronger than {weakestFirst[before]}"),
        };
        site.Report(effect, old, @new, why);
    }

    private int Rank(YamlNode? node) => Array.IndexOf(weakestFirst, node is null ? whenAbsent : (node as YamlNode.Scalar)?.Text);
}
