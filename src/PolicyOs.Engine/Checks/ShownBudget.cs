using System.Collections.Immutable;
using PolicyOs.Engine.Approvals;

namespace PolicyOs.Engine.Checks;

/// <summary>Cuts what people are shown to what one event can hold, and says where it was cut.</summary>
internal static class ShownBudget
{
    private const int MaxValues = 50;
    private const int MaxCharacters = 6_000;
    private const int MaxName = 200;

    public static ImmutableArray<ShownValue> Fit(IReadOnlyList<ShownValue> values)
    {
        int share = MaxCharacters / Math.Max(1, Math.Min(values.Count, MaxValues));
        return
        [
            .. values.Take(MaxValues).Select(v => v with { Label = Cut(v.Label, MaxName), Path = Cut(v.Path, MaxName), Text = v.Text is null ? null : Cut(v.Text, share) }),
            .. values.Count > MaxValues ? [new ShownValue("…", "$", $"and {values.Count - MaxValues} more")] : (ShownValue[])[],
        ];
    }

    private static string Cut(string text, int length) =>
        text.Length <= length ? text : $"{text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)]}… ({text.Length} characters)";
}
