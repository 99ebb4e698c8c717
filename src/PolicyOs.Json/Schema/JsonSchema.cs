using System.Text.Json;
using PolicyOs.Json.Schema.Analysis;
using PolicyOs.Json.Schema.Compiling;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema;

/// <summary>
/// A compiled JSON Schema of dialect 2020-12, 2019-09, draft-07, -06 or -04. Immutable and safe for many threads. Validation of any instance ends,
/// and fails with a violation of its own where the instance is nested too deep, or the schema needs more steps than its size allows.
/// </summary>
public sealed class JsonSchema
{
    private readonly SchemaNode _root;
    private readonly bool _tracksScope;

    internal JsonSchema(SchemaNode root, bool tracksScope, IReadOnlyList<BacktrackingPattern> backtracking)
    {
        _root = root;
        _tracksScope = tracksScope;
        BacktrackingPatterns = backtracking;
        ValueKeywords = ValueKeywordLister.List(root);
        IsClosed = SchemaDescriber.Describe(root, InstancePath.Root).IsClosed;
    }

    /// <summary>The patterns that cannot run in linear time and so run under limits.</summary>
    public IReadOnlyList<BacktrackingPattern> BacktrackingPatterns { get; }

    /// <summary>The value keywords that apply whatever the instance, read through <c>$ref</c> and <c>allOf</c>; those left out are not among them.
    /// A schema that contains itself is followed once; at most 10,000 are listed.</summary>
    public IReadOnlyList<ValueKeyword> ValueKeywords { get; }

    /// <summary>Whether an object can have no properties but those the schema names or has a pattern for.</summary>
    public bool IsClosed { get; }

    /// <summary>Compiles a schema. A bad one gives problems, never an exception.</summary>
    public static SchemaCompilation Compile(JsonElement schema, SchemaOptions? options = null) => SchemaCompiler.Compile(schema, options ?? new SchemaOptions());

    /// <summary>Whether the instance is valid. Allocates nothing for a valid one, save where <c>propertyNames</c>, <c>uniqueItems</c> of more than 24
    /// items or members in another order than those of a <c>const</c> ask for it.</summary>
    public bool IsValid(JsonElement instance)
    {
        Evaluation run = Run(EvaluationMode.Flag, instance, out bool valid);
        run.End();
        return valid;
    }

    /// <summary>The first violation; null where the instance is valid.</summary>
    public SchemaViolation? FirstViolation(JsonElement instance)
    {
        if (IsValid(instance))
        {
            return null;
        }

        Evaluation run = Run(EvaluationMode.First, instance, out _);
        SchemaViolation violation = run.Violations[0];
        run.End();
        return violation;
    }

    /// <summary>All violations, at most 1000; empty where the instance is valid.</summary>
    public IReadOnlyList<SchemaViolation> Evaluate(JsonElement instance)
    {
        if (IsValid(instance))
        {
            return [];
        }

        Evaluation run = Run(EvaluationMode.All, instance, out _);
        SchemaViolation[] violations = [.. run.Violations];
        run.End();
        return violations;
    }

    /// <summary>What the schema says about the values at a path.</summary>
    public PathDescription Describe(InstancePath path) => SchemaDescriber.Describe(_root, path);

    private Evaluation Run(EvaluationMode mode, JsonElement instance, out bool valid)
    {
        Evaluation run = Evaluation.Start(mode, instance, _tracksScope);
        try
        {
            valid = _root.Evaluate(instance, run, null);
        }
        catch (InsufficientExecutionStackException)
        {
            // Thrown by deep equality, which has no other way to say so.
            run.AbortTooDeep();
            valid = false;
        }

        valid &= run.Aborted is null;
        return run;
    }
}
