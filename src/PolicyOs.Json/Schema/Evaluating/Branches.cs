using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>Tries schemas whose failure is no violation yet.</summary>
internal static class Branches
{
    /// <summary>How many members or items an instance has, which is what marks are for.</summary>
    public static int ChildCount(JsonElement instance) => instance.ValueKind switch
    {
        JsonValueKind.Object => instance.GetPropertyCount(),
        JsonValueKind.Array => instance.GetArrayLength(),
        _ => 0,
    };

    /// <summary>Whether the instance satisfies the schema. What the schema marked counts only then.</summary>
    public static bool Try(SchemaNode schema, JsonElement instance, Evaluation run, Marks? marks)
    {
        EvaluationMode mode = run.Suspend();
        bool valid;
        if (marks is null)
        {
            valid = schema.Evaluate(instance, run, null);
        }
        else
        {
            Marks own = run.RentMarks(ChildCount(instance));
            valid = schema.Evaluate(instance, run, own);
            if (valid)
            {
                marks.Add(own);
            }

            run.Return(own);
        }

        run.Resume(mode);
        return valid;
    }

    /// <summary>After all branches failed: where the instance's type leaves one branch only, says what is wrong with that one; else names the
    /// keyword and, where all violations are wanted, what is wrong with each branch of the right type.</summary>
    /// <returns>Always false, to be the outcome of the caller.</returns>
    public static bool Report(KeywordAt at, SchemaNode[] schemas, JsonElement instance, Evaluation run)
    {
        if (!run.Collects)
        {
            return false;
        }

        JsonValueKind kind = instance.ValueKind;
        SchemaNode[] near = [.. schemas.Where(schema => !schema.IsFalse && (schema.Types is null || schema.Types.Holds(instance, kind)))];
        if (near.Length == 1)
        {
            return near[0].Evaluate(instance, run, null);
        }

        run.Fail(at, $"must satisfy {(at.Keyword == "oneOf" ? "exactly one" : "one")} of the {schemas.Length} schemas in `{at.Keyword}`, satisfies none");
        foreach (SchemaNode schema in run.StopsAtFirst ? [] : near)
        {
            schema.Evaluate(instance, run, null);
        }

        return false;
    }
}
