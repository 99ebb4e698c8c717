using System.Globalization;
using PolicyOs.Json.Path;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>What of a JSONPath can be compared with a schema: names, indexes and wildcards, up to the first other selector.</summary>
internal static class PathSteps
{
    internal static InstancePath Of(JsonPath path) => path.IsSingular
        ? InstancePath.Of(path.Segments.Select(s => s.Name is { } name ? InstanceStep.Property(name) : Item(s.Index)))
        : InstancePath.Of(Scan(path.ToString()));

    /// <summary>The same, read against a schema: a wildcard over what can only be an array stands for its items.</summary>
    internal static InstancePath Against(JsonPath path, JsonSchema schema)
    {
        InstancePath read = InstancePath.Root;
        foreach (InstanceStep step in Of(path).Steps)
        {
            read = read.Then(step.IsAny && schema.Describe(read).Types == SchemaTypes.Array ? InstanceStep.AnyItem : step);
        }

        return read;
    }

    /// <summary>The first step that leads nowhere, and what the schema says of the values before it.</summary>
    internal static (string Step, PathDescription Parent) FirstImpossible(InstancePath path, JsonSchema schema)
    {
        InstancePath before = InstancePath.Root;
        foreach (InstanceStep step in path.Steps)
        {
            InstancePath here = before.Then(step);
            if (schema.Describe(here).Existence == PathExistence.No)
            {
                return (step.ToString(), schema.Describe(before));
            }

            before = here;
        }

        return (path.ToString(), schema.Describe(InstancePath.Root));
    }

    /// <summary>Whether one of two paths can lead to, or through, where the other leads.</summary>
    internal static bool Overlap(InstancePath a, InstancePath b)
    {
        for (int i = 0; i < Math.Min(a.Steps.Length, b.Steps.Length); i++)
        {
            (InstanceStep x, InstanceStep y) = (a.Steps[i], b.Steps[i]);
            bool same = x.IsAny || y.IsAny || (x.Name is null) == (y.Name is null)
                && (x.Name is not null ? x.Name == y.Name : x.Index is null || y.Index is null || x.Index == y.Index);
            if (!same)
            {
                return false;
            }
        }

        return true;
    }

    private static InstanceStep Item(long index) => index is >= 0 and <= int.MaxValue ? InstanceStep.Item((int)index) : InstanceStep.AnyItem;

    /// <summary>Reads the one spelling that <see cref="JsonPath.ToString"/> gives: <c>$['a'][*][0]</c>.</summary>
    private static IEnumerable<InstanceStep> Scan(string text)
    {
        int at = 1;
        while (at < text.Length && text[at] == '[')
        {
            int end;
            if (text[at + 1] == '\'')
            {
                end = text.IndexOf("']", at + 2, StringComparison.Ordinal);
                string name = end < 0 ? "\\" : text[(at + 2)..end];
                if (name.Contains('\\') || name.Contains('\''))
                {
                    yield break;
                }

                yield return InstanceStep.Property(name);
                at = end + 2;
                continue;
            }

            end = text.IndexOf(']', at);
            string inside = text[(at + 1)..end];
            if (inside == "*")
            {
                yield return InstanceStep.Any;
            }
            else if (long.TryParse(inside, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long index))
            {
                yield return Item(index);
            }
            else
            {
                yield break;
            }

            at = end + 1;
        }
    }
}
