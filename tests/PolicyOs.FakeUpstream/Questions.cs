using System.Text.Json;

namespace PolicyOs.FakeUpstream;

/// <summary>What the fake server asks its client before it answers: rounds of questions, each with a key, a method and params.</summary>
internal static class Questions
{
    private static readonly (string Key, string Method, string Params) s_form = ("q", "elicitation/create",
        """{"mode":"form","message":"Which colour?\u202e http://click.example/","requestedSchema":{"type":"object","properties":{"a":{"type":"string","x-form":9007199254740993}}},"x-ask":1.10}""");

    private static readonly (string Key, string Method, string Params) s_roots = ("r", "roots/list", "{}");

    public static (string Key, string Method, string Params)[][] Of(string name) => name switch
    {
        "ask" or "ask_write" => [[s_form]],
        "ask_url" => [[("u", "elicitation/create", """{"mode":"url","message":"Sign in","url":"https://login.example/start","elicitationId":"e-1"}""")]],
        "ask_sample" => [[("s", "sampling/createMessage", """{"messages":[{"role":"user","content":{"type":"text","text":"Capital?"}}],"maxTokens":10}""")]],
        "ask_model" => [[("s", "sampling/createMessage",
            """{"messages":[],"maxTokens":10,"modelPreferences":{"hints":[{"name":"gpt-4o-mini"}]},"metadata":{"parallel_tool_calls":false}}""")]],
        "ask_roots" => [[s_roots]],
        "ask_grant" => [[("g", "elicitation/create",
            """{"mode":"form","message":"Allow?","requestedSchema":{"type":"object","properties":{"decision":{"type":"string","enum":["allow_once","deny"]}}}}""")]],
        "ask_twice" => [[s_form], [("again", "elicitation/create", """{"mode":"form","message":"Sure?","requestedSchema":{"type":"object","properties":{"b":{"type":"boolean"}}}}""")]],
        "ask_both" => [[s_form, s_roots]],
        "ask_forever" => [.. Enumerable.Repeat<(string, string, string)[]>([s_form], 50)],
        "state_only" => [[]],
        _ => [],
    };

    /// <summary>The params as a server of an era sends them: the id of a url question is of the era before.</summary>
    public static string Params(string text, bool isModern) =>
        isModern ? text.Replace(""","elicitationId":"e-1" """.TrimEnd(), "", StringComparison.Ordinal) : text;

    /// <summary>The answers as one object, by key.</summary>
    public static string Join(IEnumerable<(string Key, string Answer)> answers) =>
        "{" + string.Join(',', answers.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => JsonSerializer.Serialize(a.Key) + ":" + a.Answer)) + "}";
}
