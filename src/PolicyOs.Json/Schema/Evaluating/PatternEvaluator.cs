using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>pattern (2020-12 validation, 6.3.3). A limit reached is a violation.</summary>
internal sealed class PatternEvaluator(KeywordAt at, Pattern pattern) : Evaluator
{
    public static string LimitSentence(PatternResult result) => result switch
    {
        PatternResult.InputTooLong => $"is longer than the {Pattern.BacktrackingInputBytes} bytes that the schema's pattern, which is not linear, may look at",
        PatternResult.TimedOut => $"the schema's pattern, which is not linear, took longer than {Pattern.BacktrackingLimit.TotalMilliseconds} ms",
        _ => "the schema's pattern, which is not linear, could not be run",
    };

    public override bool IsLeaf => true;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks) => PatternProbe.Search(pattern, JsonText.Raw(instance)) switch
    {
        PatternResult.Found => true,
        PatternResult.NotFound => run.Fail(at, run.Collects ? $"must match the pattern `{pattern.Text}`" : null),
        PatternResult result => run.Fail(at, run.Collects ? LimitSentence(result) : null),
    };
}
