using System.Text.Json;
using PolicyOs.Json.Schema.Loading;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>$dynamicRef and $recursiveRef: the outermost resource gone through that has the anchor decides (2020-12 core, 8.2.3.2).</summary>
internal sealed class DynamicRefEvaluator(SchemaNode otherwise, Dictionary<SchemaResource, SchemaNode> byResource) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        foreach (SchemaResource resource in run.Scope)
        {
            if (byResource.TryGetValue(resource, out SchemaNode? target))
            {
                return target.Evaluate(instance, run, marks);
            }
        }

        return otherwise.Evaluate(instance, run, marks);
    }
}
