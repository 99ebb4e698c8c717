using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>minItems, maxItems, minProperties or maxProperties (2020-12 validation, 6.4, 6.5).</summary>
internal sealed class CountEvaluator(KeywordAt at, long limit, bool isMax, bool ofItems) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        int count = ofItems ? instance.GetArrayLength() : instance.GetPropertyCount();
        return (isMax ? count <= limit : count >= limit)
            || run.Fail(at, run.Collects ? $"must have at {(isMax ? "most" : "least")} {limit} {(ofItems ? "items" : "properties")}, has {count}" : null);
    }
}
