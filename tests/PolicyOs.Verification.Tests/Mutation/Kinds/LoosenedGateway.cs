using System.Collections.Frozen;
using System.Globalization;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>
/// What the gateway keeps to by itself, on no call's decision: how long and how often a call is tried, how many sessions are open, what a
/// client is shown. <c>diff</c> has to see these; golden tasks play decisions and cannot.
/// </summary>
internal sealed class LoosenedGateway : IMutationKind
{
    private static readonly FrozenSet<string> s_numbers = FrozenSet.Create(
        StringComparer.Ordinal, "total_ms", "max_attempts", "max_sleep_seconds", "max_open_sessions", "max_sessions_per_day", "max_latency_ms_per_call", "start_timeout_ms");

    public IEnumerable<Mutant> At(MutationPlace place)
    {
        if (s_numbers.Contains(place.Key) && place.Text is { } text)
        {
            decimal value = decimal.Parse(text, CultureInfo.InvariantCulture);
            return from wider in (decimal[])[value + 1, value * 10] select Loosened(place, string.Create(CultureInfo.InvariantCulture, $"{value} -> {wider}"), _ => Edits.Number(wider));
        }

        return place switch
        {
            { Key: "retry_on" } => from error in (string[])["timeout", "rate_limited", "transport_error", "server_error"]
                                   where !place.Items.OfType<YamlNode.Scalar>().Any(item => item.Text == error)
                                   select Loosened(place, $"{error} too", list => Edits.Append(list, Edits.Text(error))),
            { Key: "respect_retry_after" or "redact_in_results", Text: "true" } => [Loosened(place, "true -> false", static _ => Edits.Boolean(false))],
            { Key: "per_principal" } => [Loosened(place, "gone", static _ => null)],
            // Where silence lets the call through, less of it is waited for.
            { Key: "timeout_seconds" } when place.Owner.Find("on_timeout")?.Value is YamlNode.Scalar { Text: "allow" } => [Loosened(place, $"{place.Text} -> 30", static _ => Edits.Number(30))],
            { Key: "timeout_seconds" } => [Loosened(place, $"{place.Text} -> {place.Text}0", _ => Edits.Number(10 * decimal.Parse(place.Text!, CultureInfo.InvariantCulture)))],
            { Key: "sensitive", IsToolContract: true } => Enumerable.Range(0, place.Items.Length).Select(i => place.WithoutItem(i) with { Operator = MutationOperator.LoosenGateway }),
            { Key: "sampling" or "elicitation" or "roots", Text: "deny" } => [Loosened(place, "deny -> allow", static _ => Edits.Text("allow"))],
            _ => [],
        };
    }

    private static Mutant Loosened(MutationPlace place, string change, Func<YamlNode, YamlNode?> edit) => place.Changed(MutationOperator.LoosenGateway, change, edit);
}
