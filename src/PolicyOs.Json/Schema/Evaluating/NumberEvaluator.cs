using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>The numeric keywords (2020-12 validation, 6.2), exact on the number as written; short ones without the general arithmetic.</summary>
internal sealed class NumberEvaluator(NumberRule[] rules) : Evaluator
{
    public override bool IsLeaf => true;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        bool isShort = ShortDecimal.TryParse(JsonMarshal.GetRawUtf8Value(instance), out ShortDecimal value);
        bool valid = true;
        foreach (NumberRule rule in rules)
        {
            if (!(isShort && rule.HoldsSurely(value)) && !rule.Holds(JsonNumber.From(instance)))
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
