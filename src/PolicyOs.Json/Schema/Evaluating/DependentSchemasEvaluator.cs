using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>dependentSchemas, and the schemas in dependencies (2020-12 core, 10.2.2.4).</summary>
internal sealed class DependentSchemasEvaluator(Presence presence, SchemaNode[] schemas) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        Span<ulong> there = presence.Words <= 4 ? stackalloc ulong[4] : new ulong[presence.Words];
        presence.Find(instance, there);
        bool valid = true;
        for (int i = 0; i < schemas.Length; i++)
        {
            if (Presence.Has(there, i) && !schemas[i].Evaluate(instance, run, marks))
            {
                valid = false;
                if (run.StopsAtFirst)
                {
                    return false;
                }
            }
        }

        return valid;
    }
}
