using System.Text.Json;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>if, then and else (2020-12 core, 10.2.2).</summary>
internal sealed class IfEvaluator(KeywordAt at, SchemaNode condition, SchemaNode? then, SchemaNode? otherwise) : Evaluator
{
    /// <summary>Set where keywords were left out of the condition, so that it does not decide any more.</summary>
    public bool IsUndecided { get; set; }

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        if (IsUndecided)
        {
            return EvaluateEither(instance, run, marks);
        }

        SchemaNode? next = Branches.Try(condition, instance, run, marks) ? then : otherwise;
        return next is null || next.Evaluate(instance, run, marks);
    }

    private bool EvaluateEither(JsonElement instance, Evaluation run, Marks? marks)
    {
        Branches.Try(condition, instance, run, marks);
        bool either = then is null | otherwise is null;
        either |= then is not null && Branches.Try(then, instance, run, marks);
        either |= otherwise is not null && Branches.Try(otherwise, instance, run, marks);
        return either || run.Fail(at, run.Collects ? "must satisfy the schema in `then` or the one in `else`, satisfies neither" : null);
    }
}
