using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>dependentRequired, and the lists of names in dependencies (2020-12 validation, 6.5.4).</summary>
internal sealed class DependentRequiredEvaluator(KeywordAt at, Presence presence, (int Trigger, int[] Needed)[] rules) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        Span<ulong> there = presence.Words <= 4 ? stackalloc ulong[4] : new ulong[presence.Words];
        presence.Find(instance, there);
        bool valid = true;
        foreach ((int trigger, int[] needed) in rules)
        {
            if (!Presence.Has(there, trigger))
            {
                continue;
            }

            foreach (int name in needed)
            {
                if (!Presence.Has(there, name))
                {
                    valid = run.Fail(at, run.Collects ? $"the property `{presence.Name(name)}` is missing; `{presence.Name(trigger)}` requires it" : null);
                    if (run.StopsAtFirst)
                    {
                        return false;
                    }
                }
            }
        }

        return valid;
    }
}
