using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Values;

namespace PolicyOs.Engine.Approvals;

/// <summary>Which values an approver may change (spec 2.8). Whether the changed call may be made is decided by the whole list of checks, later.</summary>
internal static class ModificationRules
{
    private const int MaxCharacters = 4_000;

    /// <summary>What is wrong with the changes; null when nothing is.</summary>
    public static string? WhyBad(
        CompiledBundle bundle, Approval approval, Decider decider, ApprovalChannel channel, ImmutableArray<Modification> modifications)
    {
        if (modifications.Sum(static m => m.Value.GetRawText().Length) > MaxCharacters)
        {
            return $"the changed values are longer than {MaxCharacters} characters";
        }

        foreach (Modification modification in modifications)
        {
            if (!approval.Requirements.Any(r =>
                r.Editable.Contains(modification.Path) && SeatPlan.IsEligible(r, approval.PrincipalId, decider, channel)))
            {
                return $"{modification.Path} is not a value that may be changed here";
            }

            if (modification.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            {
                return $"{modification.Path} takes a text, a number, true or false";
            }

            if (approval.Tool >= 0 && bundle.Tools[approval.Tool].Contract?.Sensitive.Any(path => PathText.Of(path) == modification.Path) == true)
            {
                return $"{modification.Path} is sensitive and cannot be changed here";
            }
        }

        return modifications.Select(static m => m.Path).Distinct().Count() == modifications.Length ? null : "a value is changed twice";
    }
}
