using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>anyOf (2020-12 core, 10.2.1.2).</summary>
internal sealed class AnyOfEvaluator(KeywordAt at, SchemaNode[] schemas) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        bool valid = false;
        foreach (SchemaNode schema in schemas)
        {
            valid |= Branches.Try(schema, instance, run, marks);
            if (valid && marks is null)
            {
                return true;
            }
        }

        return valid || Branches.Report(at, schemas, instance, run);
    }
}
