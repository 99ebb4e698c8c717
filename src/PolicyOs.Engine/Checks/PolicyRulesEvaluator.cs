using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Checks;

/// <summary>
/// Session and tool policy (spec 1.5): deny anywhere wins, both must permit. A missing or null attribute makes an allow not match and a
/// deny match; an entry with <c>exists</c> is evaluated plainly.
/// </summary>
internal static class PolicyRulesEvaluator
{
    /// <summary>Why the policies refuse the principal this tool; null when they permit it.</summary>
    public static string? WhyDenied(CompiledBundle bundle, Tool tool, Facts facts) =>
        DeniedBySession(bundle, tool, facts)
        ?? DeniedByTool(tool, facts)
        ?? NotAllowedBySession(bundle, tool, facts)
        ?? NotAllowedByTool(tool, facts);

    private static string? DeniedBySession(CompiledBundle bundle, Tool tool, Facts facts)
    {
        foreach (SessionPolicyRule rule in bundle.Session.Policy?.Rules ?? [])
        {
            if (rule.IsDeny && Covers(rule, tool) && Match(rule.Condition, facts, whenMissing: true) is { } why)
            {
                return $"the session policy denies {tool.Name} to this principal: {why}";
            }
        }

        return null;
    }

    private static string? DeniedByTool(Tool tool, Facts facts)
    {
        foreach (PrincipalCondition condition in tool.Contract!.Policy?.Deny ?? [])
        {
            if (Match(condition, facts, whenMissing: true) is { } why)
            {
                return $"the policy of {tool.Name} denies this principal: {why}";
            }
        }

        return null;
    }

    private static string? NotAllowedBySession(CompiledBundle bundle, Tool tool, Facts facts)
    {
        if (bundle.Session.Policy is not { } policy)
        {
            return null;
        }

        bool isNamed = false;
        bool allowed = false;
        bool allowedByName = false;
        foreach (SessionPolicyRule rule in policy.Rules)
        {
            if (rule.IsDeny || !Covers(rule, tool))
            {
                continue;
            }

            bool names = !rule.Tools.IsEmpty;
            bool matches = Match(rule.Condition, facts, whenMissing: false) is not null;
            isNamed |= names;
            allowed |= matches;
            allowedByName |= names && matches;
        }

        if (isNamed && !allowedByName)
        {
            return $"the session policy allows {tool.Name} to certain principals only, and this one is not among them{Missing(AllowsOf(policy, tool), facts)}";
        }

        return policy.DefaultDeny && !allowed
            ? $"the session policy allows this principal nothing that covers {tool.Name}{Missing(AllowsOf(policy, tool), facts)}"
            : null;
    }

    private static string? NotAllowedByTool(Tool tool, Facts facts)
    {
        ImmutableArray<PrincipalCondition> allow = tool.Contract!.Policy?.Allow ?? [];
        return allow.IsEmpty || allow.Any(condition => Match(condition, facts, whenMissing: false) is not null)
            ? null
            : $"the policy of {tool.Name} allows certain principals only, and this one is not among them{Missing(allow, facts)}";
    }

    private static bool Covers(SessionPolicyRule rule, Tool tool) => rule.Tools.IsEmpty || rule.Tools.Contains(tool.Number);

    private static IEnumerable<PrincipalCondition> AllowsOf(SessionPolicy policy, Tool tool) =>
        policy.Rules.Where(rule => !rule.IsDeny && Covers(rule, tool)).Select(static rule => rule.Condition);

    private static string Missing(IEnumerable<PrincipalCondition> conditions, Facts facts)
    {
        string[] paths = [.. conditions.Where(c => IsMissing(c.Condition, facts.Principal.Document)).Select(static c => PathText.Of(c.Condition.Path)).Distinct()];
        return paths.Length == 0 ? string.Empty : $" (the principal has no value at {string.Join(", ", paths)})";
    }

    /// <summary>Why a condition matches; null when it does not.</summary>
    private static string? Match(PrincipalCondition condition, Facts facts, bool whenMissing)
    {
        JsonElement document = facts.Principal.Document;
        if (IsMissing(condition.Condition, document))
        {
            return whenMissing ? $"the principal has no value at {PathText.Of(condition.Condition.Path)}" : null;
        }

        return InvariantEvaluator.Check(condition.Condition, document, new Scope(facts.Environment, [])) is null
            ? $"a rule on {PathText.Of(condition.Condition.Path)} matches"
            : null;
    }

    private static bool IsMissing(Invariant condition, JsonElement document)
    {
        foreach (Operator op in condition.Operators)
        {
            if (op is Operator.Exists)
            {
                return false;
            }
        }

        bool any = false;
        foreach (JsonElement node in Nodes.Select(condition.Path, document))
        {
            any = true;
            if (node.ValueKind == JsonValueKind.Null)
            {
                return true;
            }
        }

        return !any;
    }
}
