using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Json.Path;
using PolicyOs.Json.Schema;

namespace PolicyOs.Engine.Definitions;

/// <summary>Which value keywords of an input schema the contract leaves out (spec 1.4, the input schema).</summary>
internal static class OmittedKeywords
{
    /// <summary>What is left out.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="problem">A path that cannot be followed in a schema; null when there is none.</param>
    public static ValueKeywordOmission Of(ToolContract contract, out string? problem)
    {
        problem = null;
        if (!contract.IsSchemaDerived)
        {
            return ValueKeywordOmission.All;
        }

        ImmutableArray<InstancePath> paths = [];
        foreach (JsonPath path in contract.SchemaDerivedExclude)
        {
            if (Follow(path) is { } steps)
            {
                paths = paths.Add(new InstancePath(steps));
            }
            else
            {
                problem = $"the path {path} of schema_derived_exclude or of a value invariant names no fixed place in a schema; write names, indexes and [*]";
            }
        }

        return ValueKeywordOmission.At(paths);
    }

    // Names, indexes and wildcards; descendants, slices and filters select by the value, which a schema does not have.
    private static ImmutableArray<InstanceStep>? Follow(JsonPath path)
    {
        if (path.IsSingular)
        {
            return [.. path.Segments.Select(static s => s.Name is { } name ? InstanceStep.Property(name) : InstanceStep.Item((int)s.Index))];
        }

        ImmutableArray<InstanceStep> steps = [];
        string rest = path.ToString()[1..];
        while (rest.Length > 0)
        {
            if (rest.StartsWith("[*]", StringComparison.Ordinal))
            {
                steps = steps.Add(InstanceStep.Any);
                rest = rest[3..];
                continue;
            }

            // The longest prefix up to a closing bracket that is a singular query by itself is one more step.
            int end = rest.IndexOf(']', StringComparison.Ordinal);
            JsonPath? step = null;
            while (end >= 0 && !(JsonPath.TryParse("$" + rest[..(end + 1)], out step, out _) && step.IsSingular))
            {
                step = null;
                end = rest.IndexOf(']', end + 1);
            }

            if (step is null || Follow(step) is not { Length: 1 } one)
            {
                return null;
            }

            steps = steps.Add(one[0]);
            rest = rest[(end + 1)..];
        }

        return steps;
    }
}
