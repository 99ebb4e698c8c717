using System.Text.Json;
using PolicyOs.Json.Schema.Formats;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>format as an assertion (2020-12 validation, 7.2.2).</summary>
internal sealed class FormatEvaluator(KeywordAt at, string name, FormatCheck check) : Evaluator
{
    public override bool IsLeaf => true;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        var probe = new Probe(check);
        return JsonCharacters.Read<Probe, bool>(JsonText.Raw(instance), ref probe)
            || run.Fail(at, run.Collects ? $"must have the format `{name}`" : null);
    }

    private readonly struct Probe(FormatCheck check) : JsonCharacters.IReader<bool>
    {
        public bool Read(scoped ReadOnlySpan<char> text) => check(text);
    }
}
