using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>unevaluatedItems (2020-12 core, 11.2): asked last, of the items no other keyword evaluated.</summary>
internal sealed class UnevaluatedItemsEvaluator(KeywordAt at, SchemaNode schema, (int Index, SchemaNode Schema)[] indexed) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        int index = 0;
        bool valid = true;
        foreach (JsonElement item in instance.EnumerateArray())
        {
            if (!marks![index])
            {
                run.Push(index);
                valid &= schema.IsFalse
                    ? run.Fail(at, run.Collects ? $"item {index} is not allowed" : null)
                    : SchemaFor(index).Evaluate(item, run, null);
                run.Pop();
                if (!valid && run.StopsAtFirst)
                {
                    return false;
                }
            }

            index++;
        }

        return valid;
    }

    private SchemaNode SchemaFor(int index) => Array.Find(indexed, pair => pair.Index == index).Schema ?? schema;
}
