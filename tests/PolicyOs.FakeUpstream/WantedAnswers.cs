using System.Text.Json;

namespace PolicyOs.FakeUpstream;

/// <summary>
/// The tool `answer`: the call says what its answer is. `silent` none for so many calls, `hold` none before let_go, `errors` an error for each of
/// the first calls that name the same `series`.
/// </summary>
internal sealed class WantedAnswers
{
    private readonly Dictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly List<(Exchange Call, JsonElement Wanted)> _held = [];

    public void Answer(Exchange e)
    {
        JsonElement wanted = Exchange.Member(e.Params, "arguments");
        string series = Exchange.Member(wanted, "series") is { ValueKind: JsonValueKind.String } named ? named.GetString()! : "";
        int before = _asked[series] = _asked.GetValueOrDefault(series) + 1;
        if (Exchange.Member(wanted, "silent") is { ValueKind: JsonValueKind.Number } silent && before <= silent.GetInt32())
        {
            return;
        }

        if (Exchange.Member(wanted, "hold").ValueKind != JsonValueKind.Undefined)
        {
            Hold(e);
        }
        else if (Exchange.Member(wanted, "errors") is { ValueKind: JsonValueKind.Array } errors && before <= errors.GetArrayLength())
        {
            e.Answer($$"""{"jsonrpc":"2.0","id":{{e.Id}},"error":{{errors[before - 1].GetRawText()}}}""");
        }
        else
        {
            Say(e, wanted);
        }
    }

    public void Hold(Exchange e) => _held.Add((e, Exchange.Member(e.Params, "arguments")));

    public void LetGo(Exchange e)
    {
        foreach ((Exchange call, JsonElement wanted) in _held)
        {
            Say(call, wanted);
        }

        e.Text($"{_held.Count}");
        _held.Clear();
    }

    private static void Say(Exchange e, JsonElement wanted) =>
        e.Result(Exchange.Member(wanted, "result") is { ValueKind: JsonValueKind.Object } result ? result.GetRawText() : """{"content":[{"type":"text","text":"fine"}]}""");
}
