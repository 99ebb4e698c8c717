using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>$ref, and the dynamic references that can lead to one place only (2020-12 core, 8.2.3.1).</summary>
internal sealed class RefEvaluator(SchemaNode target) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks) => target.Evaluate(instance, run, marks);
}
