using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>uniqueItems (2020-12 validation, 6.4.3).</summary>
internal sealed class UniqueItemsEvaluator(KeywordAt at) : Evaluator
{
    // Up to here comparing all pairs is as fast as hashing, and allocates nothing.
    private const int MaxPairwise = 24;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        int index = instance.GetArrayLength() <= MaxPairwise ? FindPairwise(instance) : FindHashed(instance);
        return index < 0 || run.Fail(at, run.Collects ? $"the items must differ from each other, item {index} equals one before it" : null);
    }

    private static int FindPairwise(JsonElement instance)
    {
        int later = 0;
        foreach (JsonElement item in instance.EnumerateArray())
        {
            int earlier = 0;
            foreach (JsonElement other in instance.EnumerateArray())
            {
                if (earlier++ == later)
                {
                    break;
                }

                if (JsonEquality.DeepEquals(item, other))
                {
                    return later;
                }
            }

            later++;
        }

        return -1;
    }

    private static int FindHashed(JsonElement instance)
    {
        var seen = new HashSet<JsonElement>(instance.GetArrayLength(), JsonEquality.Comparer);
        int index = 0;
        foreach (JsonElement item in instance.EnumerateArray())
        {
            if (!seen.Add(item))
            {
                return index;
            }

            index++;
        }

        return -1;
    }
}
