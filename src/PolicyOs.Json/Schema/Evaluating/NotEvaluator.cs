using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>not (2020-12 core, 10.2.1.4).</summary>
internal sealed class NotEvaluator(KeywordAt at, SchemaNode schema) : Evaluator
{
    /// <summary>Set where keywords were left out of the schema, so that it holds for more than it should.</summary>
    public bool IsDropped { get; set; }

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        if (IsDropped)
        {
            return true;
        }

        // Nothing is learned from a schema that must fail, save inside it: its own unevaluated* asks its own marks.
        EvaluationMode mode = run.Suspend();
        bool matches = schema.Evaluate(instance, run, null);
        run.Resume(mode);
        return !matches || run.Fail(at, run.Collects ? "must not satisfy the schema in `not`, but does" : null);
    }
}
