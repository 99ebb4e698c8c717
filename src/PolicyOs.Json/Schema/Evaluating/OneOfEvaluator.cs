using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>oneOf (2020-12 core, 10.2.1.3).</summary>
internal sealed class OneOfEvaluator(KeywordAt at, SchemaNode[] schemas) : Evaluator
{
    /// <summary>Set where keywords were left out of the schemas, so that more than one may hold that should not.</summary>
    public bool AcceptsMany { get; set; }

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        int first = -1;
        for (int i = 0; i < schemas.Length; i++)
        {
            if (!Branches.Try(schemas[i], instance, run, marks))
            {
                continue;
            }

            if (first >= 0 && !AcceptsMany)
            {
                return run.Fail(at, run.Collects ? $"must satisfy exactly one of the {schemas.Length} schemas in `oneOf`, satisfies number {first + 1} and number {i + 1}" : null);
            }

            first = first < 0 ? i : first;
        }

        return first >= 0 || Branches.Report(at, schemas, instance, run);
    }
}
