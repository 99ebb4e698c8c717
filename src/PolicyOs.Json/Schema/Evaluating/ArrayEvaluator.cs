using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>prefixItems and items, or items as a list and additionalItems (2020-12 core, 10.3.1; draft 7 validation, 6.4).</summary>
/// <param name="heads">The schemas of the first items; null where there is none for one.</param>
/// <param name="evaluatedHeads">How many of the first items a keyword evaluates.</param>
/// <param name="rest">The schema of the others; null where there is none.</param>
/// <param name="restAt">The keyword it is from.</param>
internal sealed class ArrayEvaluator(SchemaNode?[] heads, int evaluatedHeads, SchemaNode? rest, KeywordAt restAt) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        int index = 0;
        bool valid = true;
        JsonElement.ArrayEnumerator items = instance.EnumerateArray();
        while (items.MoveNext())
        {
            JsonElement item = items.Current;
            SchemaNode? schema = index < heads.Length ? heads[index] : rest;
            if (schema is not null)
            {
                run.Push(index);
                valid &= schema.IsFalse && ReferenceEquals(schema, rest)
                    ? run.Fail(restAt, run.Collects ? $"at most {heads.Length} items are allowed here" : null)
                    : schema.Evaluate(item, run, null);
                run.Pop();
                if (!valid && run.StopsAtFirst)
                {
                    return false;
                }
            }

            if (index < evaluatedHeads || rest is not null)
            {
                marks?.Set(index);
            }

            index++;
        }

        return valid;
    }
}
