using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>The numeric keywords (2020-12 validation, 6.2), exact on the number as written, which is read once for all of them.</summary>
internal sealed class NumberEvaluator(NumberRule[] rules) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        JsonNumber value = JsonNumber.From(instance);
        bool valid = true;
        foreach (NumberRule rule in rules)
        {
            if (!rule.Holds(value))
            {
                valid = run.Fail(rule.At, run.Collects ? rule.Sentence() : null);
                if (run.StopsAtFirst)
                {
                    return false;
                }
            }
        }

        return valid;
    }
}
