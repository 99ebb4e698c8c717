using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary>enum and const (2020-12 validation, 6.1.2, 6.1.3). Strings are found by their bytes, other values by deep equality.</summary>
internal sealed class EnumEvaluator : Evaluator
{
    private const int MaxLinear = 8;
    private const int MaxValuesInMessage = 12;
    private const int MaxMessageLength = 200;

    private readonly KeywordAt _at;
    private readonly JsonElement[] _allowed;
    private readonly NameTable _texts;
    private readonly JsonElement[] _others;
    private readonly HashSet<JsonElement>? _hashed;

    public EnumEvaluator(KeywordAt at, JsonElement[] allowed)
    {
        _at = at;
        _allowed = allowed;
        _texts = new NameTable([.. allowed.Where(value => value.ValueKind == JsonValueKind.String).Select(Unescaped).DistinctBy(Convert.ToHexString)]);
        _others = [.. allowed.Where(value => value.ValueKind != JsonValueKind.String)];
        _hashed = _others.Length > MaxLinear ? new HashSet<JsonElement>(_others, JsonEquality.Comparer) : null;
    }

    public override bool IsLeaf => true;

    public override bool Evaluate(JsonElement instance, Evaluation run, Marks? marks)
    {
        bool found = instance.ValueKind == JsonValueKind.String ? _texts.FindRaw(JsonText.Raw(instance)) >= 0 : FindOther(instance);
        return found || run.Fail(_at, run.Collects ? Sentence() : null);
    }

    private bool FindOther(JsonElement instance)
    {
        if (_hashed is not null)
        {
            return _hashed.Contains(instance);
        }

        foreach (JsonElement value in _others)
        {
            if (JsonEquality.DeepEquals(instance, value))
            {
                return true;
            }
        }

        return false;
    }

    private string Sentence()
    {
        string[] shown = [.. _allowed.Take(MaxValuesInMessage).Select(Show)];
        string more = _allowed.Length > shown.Length ? $" or {_allowed.Length - shown.Length} more" : "";
        return _allowed.Length == 1 ? $"must be {shown[0]}" : $"must be one of {string.Join(", ", shown)}{more}";
    }

    // What the schema allows is no secret; what the instance holds may be.
    private static string Show(JsonElement value)
    {
        string text = value.GetRawText();
        return text.Length <= MaxMessageLength ? text : text[..MaxMessageLength] + "…";
    }

    private static byte[] Unescaped(JsonElement text)
    {
        ReadOnlySpan<byte> raw = JsonText.Raw(text);
        byte[] buffer = new byte[raw.Length];
        return buffer[..JsonText.Unescape(raw, buffer)];
    }
}
