using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>Who decides. Under <c>any</c> one more seat is one more who may agree alone; under <c>all</c> one more who must.</summary>
/// <param name="rule">The sibling that says how many seats must agree.</param>
internal sealed class Seats(string rule) : FieldRule
{
    public override string Meaning => $"first one: strengthening; last one: weakening; another one with `{rule}: any`: weakening, with `all`: strengthening; else weakening";

    public override IEnumerable<string> Parts => ["approver"];

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        if (old is YamlNode.Sequence { Items.Length: > 0 } before && @new is YamlNode.Sequence { Items.Length: > 0 } after)
        {
            foreach (YamlNode seat in after.Items.Where(seat => !before.Items.Any(other => NodeEquality.Same(seat, other))))
            {
                site.At($"[{NodeText.Of(seat)}]", null, seat).Report(Of(site, Effect.Wider), null, seat, "one more seat");
            }

            foreach (YamlNode seat in before.Items.Where(seat => !after.Items.Any(other => NodeEquality.Same(seat, other))))
            {
                site.At($"[{NodeText.Of(seat)}]", seat, null).Report(Of(site, Effect.Narrower), seat, null, "one seat less");
            }
        }
        else
        {
            bool named = @new is YamlNode.Sequence { Items.Length: > 0 };
            site.Report(named ? Effect.Narrower : Effect.Wider, old, @new, named ? "named people, not whoever is at the client" : "whoever is at the client");
        }
    }

    private Effect Of(Site site, Effect underAny) => (site.Sibling(rule) ?? "any") switch
    {
        "any" => underAny,
        "all" => underAny == Effect.Wider ? Effect.Narrower : Effect.Wider,
        _ => Effect.Unknown,
    };
}
