using System.Collections.Immutable;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Analysis;

/// <summary>Answers what a schema says about a path, without an instance. Where it cannot know it says so; it says No only where no valid instance can be.</summary>
internal sealed class SchemaDescriber
{
    // Schemas whose references multiply could be walked 2^n times, and chains of them be long; beyond this nothing is known.
    private const int MaxSteps = 10_000;
    private const int MaxDepth = 200;

    private int _steps = MaxSteps;
    private int _depth;

    public static PathDescription Describe(SchemaNode root, InstancePath path)
    {
        Finding found = new SchemaDescriber().At(root, path.Steps.AsSpan());
        return new PathDescription(
            found.Types == SchemaTypes.None ? PathExistence.No : found.Existence,
            found.Types,
            [.. found.Names.Distinct().Order(StringComparer.Ordinal)],
            found.IsClosed);
    }

    private Finding At(SchemaNode? node, ReadOnlySpan<InstanceStep> steps)
    {
        if (node is null || --_steps < 0 || _depth >= MaxDepth)
        {
            return steps.IsEmpty ? Finding.Anything : Finding.Open;
        }

        _depth++;
        Finding found = node.IsFalse ? Finding.Nothing : Combined(node, steps);
        _depth--;
        return found;
    }

    private Finding Combined(SchemaNode node, ReadOnlySpan<InstanceStep> steps)
    {
        Finding found = steps.IsEmpty ? Here(node) : Into(node, steps);
        foreach (SchemaNode same in node.Shape.Always)
        {
            found = found.And(At(same, steps));
        }

        foreach (SchemaNode?[] group in node.Shape.Alternatives)
        {
            Finding any = Finding.Nothing;
            foreach (SchemaNode? branch in group)
            {
                any = any.Or(At(branch, steps));
            }

            found = found.And(any);
        }

        foreach (SchemaNode perhaps in node.Shape.Perhaps.Concat(node.Shape.Dynamic))
        {
            found = found.Perhaps(At(perhaps, steps));
        }

        return Close(node, steps, found);
    }

    /// <summary>unevaluatedProperties: false forbids what no schema of this instance names.</summary>
    private static Finding Close(SchemaNode node, ReadOnlySpan<InstanceStep> steps, Finding found)
    {
        if (node.Shape.UnevaluatedProperties is not { IsFalse: true })
        {
            return found;
        }

        if (steps.IsEmpty)
        {
            return found with { IsClosed = !TakesAnyName(node) };
        }

        return steps[0].Name is { } name && found.Existence == PathExistence.Unknown && !TakesName(node, name) ? Finding.Nothing : found;
    }

    private static bool TakesName(SchemaNode node, string name) => InPlace(node).Any(same =>
        same.Shape.Properties.ContainsKey(name)
        || same.Shape.Patterns.Exists(rule => rule.Pattern.Search(name) != PatternResult.NotFound)
        || same.Shape.Additional is { IsFalse: false }
        || (same != node && same.Shape.UnevaluatedProperties is { IsFalse: false }));

    private static bool TakesAnyName(SchemaNode node) => InPlace(node).Any(same =>
        same.Shape.Additional is { IsFalse: false } || (same != node && same.Shape.UnevaluatedProperties is { IsFalse: false }));

    private static HashSet<SchemaNode> InPlace(SchemaNode node)
    {
        var found = new HashSet<SchemaNode> { node };
        var open = new Stack<SchemaNode>(found);
        while (open.TryPop(out SchemaNode? next))
        {
            foreach (SchemaNode same in next.Shape.InPlaceOrDynamic.Where(found.Add))
            {
                open.Push(same);
            }
        }

        return found;
    }

    private static Finding Here(SchemaNode node) => new(
        PathExistence.Yes,
        node.Types?.Types ?? SchemaTypes.Any,
        [.. node.Shape.Properties.Where(pair => !pair.Value.IsFalse).Select(pair => pair.Key)],
        node.Shape.Additional is { IsFalse: true });

    private Finding Into(SchemaNode node, ReadOnlySpan<InstanceStep> steps)
    {
        InstanceStep step = steps[0];
        SchemaTypes container = step.IsAny ? SchemaTypes.Object | SchemaTypes.Array : step.Name is not null ? SchemaTypes.Object : SchemaTypes.Array;
        if (node.Types is { } types && (types.Types & container) == SchemaTypes.None)
        {
            return Finding.Nothing;
        }

        return step switch
        {
            { IsAny: true } => Finding.Open,
            { Name: { } name } => Property(node, name, steps[1..]),
            _ => Item(node, step.Index, steps[1..]),
        };
    }

    private Finding Property(SchemaNode node, string name, ReadOnlySpan<InstanceStep> rest)
    {
        bool isNamed = node.Shape.Properties.TryGetValue(name, out SchemaNode? own);
        Finding found = isNamed ? At(own, rest) : Finding.Open;
        foreach (PatternRule rule in node.Shape.Patterns.Where(rule => rule.Pattern.IsMatch(name)))
        {
            found = (isNamed ? found : Finding.Anything).And(At(rule.Schema, rest));
            isNamed = true;
        }

        return isNamed || node.Shape.Additional is not { } additional ? found : At(additional, rest).Undeclared();
    }

    private Finding Item(SchemaNode node, int? index, ReadOnlySpan<InstanceStep> rest)
    {
        if (index is { } at && at < node.Shape.Heads.Length)
        {
            return At(node.Shape.Heads[at], rest);
        }

        return index is null && node.Shape.Heads.Length > 0 ? Finding.Open
            : node.Shape.Rest is { } others ? At(others, rest)
            : Finding.Open;
    }

    /// <summary>What is known about a path.</summary>
    private sealed record Finding(PathExistence Existence, SchemaTypes Types, ImmutableArray<string> Names, bool IsClosed)
    {
        public static Finding Nothing { get; } = new(PathExistence.No, SchemaTypes.None, [], IsClosed: true);

        public static Finding Anything { get; } = new(PathExistence.Yes, SchemaTypes.Any, [], IsClosed: false);

        public static Finding Open { get; } = new(PathExistence.Unknown, SchemaTypes.Any, [], IsClosed: false);

        /// <summary>Both hold.</summary>
        public Finding And(Finding other) => new(
            Existence == PathExistence.No || other.Existence == PathExistence.No ? PathExistence.No
                : Existence == PathExistence.Yes || other.Existence == PathExistence.Yes ? PathExistence.Yes
                : PathExistence.Unknown,
            Types & other.Types,
            [.. Names, .. other.Names],
            IsClosed || other.IsClosed);

        /// <summary>One of them holds.</summary>
        public Finding Or(Finding other) => new(
            Existence == PathExistence.Yes || other.Existence == PathExistence.Yes ? PathExistence.Yes
                : Existence == PathExistence.No && other.Existence == PathExistence.No ? PathExistence.No
                : PathExistence.Unknown,
            Types | other.Types,
            [.. Names, .. other.Names],
            IsClosed && other.IsClosed);

        /// <summary>The other may hold too, which adds names and takes nothing away.</summary>
        public Finding Perhaps(Finding other) => this with
        {
            Existence = Existence == PathExistence.Unknown && other.Existence == PathExistence.Yes ? PathExistence.Yes : Existence,
            Names = [.. Names, .. other.Names],
        };

        /// <summary>The same where the schema does not name it.</summary>
        public Finding Undeclared() => Existence == PathExistence.Yes ? this with { Existence = PathExistence.Unknown } : this;
    }
}
