using PolicyOs.Contracts.Source;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A number that bounds: a higher upper bound or a lower lower bound lets more through, and so does none at all.</summary>
/// <param name="isUpper">Whether it bounds from above.</param>
/// <param name="whenAbsent">The number that holds when none is written; null for no bound.</param>
internal sealed class Bound(bool isUpper, long? whenAbsent = null) : FieldRule
{
    public override string Meaning =>
        $"{(isUpper ? "raised" : "lowered")}{(whenAbsent is null ? " or removed" : string.Empty)}: weakening; "
        + $"{(isUpper ? "lowered" : "raised")}{(whenAbsent is null ? " or added" : string.Empty)}: strengthening"
        + (whenAbsent is null ? string.Empty : $"; absent means {whenAbsent}");

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        if ((old is not null && NodeEquality.Number(old) is null) || (@new is not null && NodeEquality.Number(@new) is null))
        {
            site.Report(Effect.Unknown, old, @new, "one side is not a number");
            return;
        }

        JsonNumber? before = NodeEquality.Number(old) ?? (whenAbsent is { } a ? JsonNumber.FromInt64(a) : null);
        JsonNumber? after = NodeEquality.Number(@new) ?? (whenAbsent is { } b ? JsonNumber.FromInt64(b) : null);
        (Effect effect, string why) = (before, after) switch
        {
            (null, _) => (Effect.Narrower, "there was no bound"),
            (_, null) => (Effect.Wider, "there is no bound any more"),
            ({ } x, { } y) when x == y => (Effect.None, Wording.Default),
            ({ } x, { } y) when x < y == isUpper => (Effect.Wider, "the bound is wider"),
            _ => (Effect.Narrower, "the bound is tighter"),
        };
        site.Report(effect, old, @new, why);
    }
}
