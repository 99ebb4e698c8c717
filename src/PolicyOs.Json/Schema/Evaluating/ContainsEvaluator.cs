using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>contains with minContains and maxContains (2020-12 core, 10.3.1.3; validation, 6.4.4, 6.4.5).</summary>
internal sealed class ContainsEvaluator(KeywordAt at, SchemaNode schema, long min, KeywordAt minAt, long? max, KeywordAt maxAt, bool marksFound) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        Marks? noted = marksFound ? marks : null;

        // A matching item beyond the greatest count wanted changes nothing, unless someone asks which items matched.
        long enough = noted is not null || max is not null ? long.MaxValue : min;
        long found = 0;
        int index = 0;
        EvaluationMode mode = run.Suspend();
        foreach (JsonElement item in instance.EnumerateArray())
        {
            if (found >= enough)
            {
                break;
            }

            if (schema.Evaluate(item, run, null))
            {
                found++;
                noted?.Set(index);
            }

            index++;
        }

        run.Resume(mode);
        if (found < min)
        {
            return run.Fail(
                min == 1 ? at : minAt,
                run.Collects ? $"at least {min} of the {instance.GetArrayLength()} items must match the schema in `contains`, {found} do" : null);
        }

        return max is null || MaxIsDropped || found <= max
            || run.Fail(maxAt, run.Collects ? $"at most {max} items may match the schema in `contains`, {found} do" : null);
    }

    /// <summary>Set where keywords were left out of the schema, so that more items match than should.</summary>
    public bool MaxIsDropped { get; set; }
}
