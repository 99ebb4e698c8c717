using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>propertyNames (2020-12 core, 10.3.2.4). Each name becomes a JSON string of its own, which allocates.</summary>
internal sealed class PropertyNamesEvaluator(KeywordAt at, SchemaNode schema) : Evaluator
{
    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        bool valid = true;
        foreach (JsonProperty member in instance.EnumerateObject())
        {
            EvaluationMode mode = run.Suspend();
            bool holds = schema.Evaluate(NameAsString(member), run, null);
            run.Resume(mode);
            if (holds)
            {
                continue;
            }

            valid = false;
            run.Push(member);
            run.Fail(at, run.Collects ? "the name of this property does not satisfy the schema in `propertyNames`" : null);
            run.Pop();
            if (run.StopsAtFirst)
            {
                return false;
            }
        }

        return valid;
    }

    private static JsonElement NameAsString(JsonProperty member)
    {
        ReadOnlySpan<byte> raw = JsonText.RawName(member);
        byte[] text = new byte[raw.Length + 2];
        text[0] = text[^1] = (byte)'"';
        raw.CopyTo(text.AsSpan(1));
        return JsonElement.Parse(text);
    }
}
