using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>allOf (2020-12 core, 10.2.1.1).</summary>
internal sealed class AllOfEvaluator(SchemaNode[] schemas) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        bool valid = true;
        foreach (SchemaNode schema in schemas)
        {
            valid &= schema.Evaluate(instance, run, marks);
            if (!valid && run.StopsAtFirst)
            {
                return false;
            }
        }

        return valid;
    }
}
