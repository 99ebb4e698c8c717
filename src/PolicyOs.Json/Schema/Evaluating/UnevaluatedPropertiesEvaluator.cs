using System.Text.Json;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>unevaluatedProperties (2020-12 core, 11.3): asked last, of the members no other keyword evaluated.</summary>
internal sealed class UnevaluatedPropertiesEvaluator(KeywordAt at, SchemaNode schema, (string Name, SchemaNode Schema)[] named) : Evaluator
{
    private readonly (byte[] Name, SchemaNode Schema)[] _named = [.. named.Select(pair => (JsonText.ToUtf8(pair.Name), pair.Schema))];

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        int index = 0;
        bool valid = true;
        foreach (JsonProperty member in instance.EnumerateObject())
        {
            if (!marks![index++])
            {
                run.Push(member);
                valid &= schema.IsFalse
                    ? run.Fail(at, run.Collects ? $"the property `{JsonText.NameToText(member)}` is not allowed" : null)
                    : SchemaFor(member).Evaluate(member.Value, run, null);
                run.Pop();
                if (!valid && run.StopsAtFirst)
                {
                    return false;
                }
            }
        }

        return valid;
    }

    private SchemaNode SchemaFor(JsonProperty member)
    {
        foreach ((byte[] name, SchemaNode own) in _named)
        {
            if (JsonText.UnescapedEquals(JsonText.RawName(member), name))
            {
                return own;
            }
        }

        return schema;
    }
}
