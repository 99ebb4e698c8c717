using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Text;
using PolicyOs.Verification.Coverage;

namespace PolicyOs.Mcp.Commands;

/// <summary>What golden tasks know of a bundle's rules, for people and programs.</summary>
internal static class CoverageReport
{
    private const int Shown = 3;

    /// <summary>A line a rule: whether a task would miss it, and which tasks it lets pass and decides. What is not pinned stands last.</summary>
    public static void Append(StringBuilder text, BundleCoverage coverage)
    {
        foreach (RuleCoverage rule in coverage.Rules.OrderBy(rule => rule.IsPinned ? 0 : rule.Equivalent is null ? 2 : 1))
        {
            text.Append(rule.IsPinned ? "  pinned      " : rule.Equivalent is null ? "  UNPINNED    " : "  equivalent  ").Append(rule.Rule).Append('\n');
            if (rule.Equivalent is { } reason && !rule.IsPinned)
            {
                text.Append("              ").Append(reason).Append('\n');
            }

            text.Append("              passes ").Append(Names(rule.PassedBy)).Append("; decides ").Append(Names(rule.DecidedBy)).Append('\n');
        }

        foreach (GoldenEquivalent wrong in coverage.WrongEquivalents)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {wrong.Place.File}({wrong.Place.Line},{wrong.Place.Column}): `{wrong.Rule}` is no rule, or a task does miss it\n");
        }

        int equivalent = coverage.Rules.Length - coverage.Counted;
        text.Append(CultureInfo.InvariantCulture, $"  {coverage.Pinned} of {coverage.Counted} rules pinned, {coverage.Score:0.0} %; {equivalent} equivalent\n");
    }

    /// <summary>The member <c>coverage</c> of a bundle.</summary>
    public static void Write(Utf8JsonWriter w, BundleCoverage coverage)
    {
        w.WriteStartObject("coverage"u8);
        w.WriteNumber("score"u8, Math.Round(coverage.Score, 2));
        w.WriteNumber("pinned"u8, coverage.Pinned);
        w.WriteNumber("counted"u8, coverage.Counted);
        w.WriteNumber("equivalent"u8, coverage.Rules.Length - coverage.Counted);
        w.WriteStartArray("rules"u8);
        foreach (RuleCoverage rule in coverage.Rules)
        {
            w.WriteStartObject();
            w.WriteString("rule"u8, rule.Rule);
            w.WriteString("check"u8, rule.Check);
            w.WriteBoolean("pinned"u8, rule.IsPinned);
            w.WriteTexts("passed_by"u8, rule.PassedBy);
            w.WriteTexts("decided_by"u8, rule.DecidedBy);
            w.WriteTexts("pinned_by"u8, rule.PinnedBy);
            if (rule.Equivalent is { } reason)
            {
                w.WriteString("equivalent"u8, reason);
            }

            w.WriteEndObject();
        }

        w.WriteEndArray();
        w.WriteTexts("wrong_equivalents"u8, coverage.WrongEquivalents.Select(static wrong => wrong.Rule));
        w.WriteEndObject();
    }

    private static string Names(ImmutableArray<string> tasks) => tasks.Length switch
    {
        0 => "none",
        <= Shown => string.Join(", ", tasks),
        _ => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", tasks.Take(Shown))} and {tasks.Length - Shown} more"),
    };
}
