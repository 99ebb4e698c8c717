using System.Text;
using System.Text.Json;

namespace PolicyOs.FakeUpstream;

/// <summary>A request that is being served.</summary>
/// <param name="Id">As it stands in the JSON.</param>
/// <param name="Params">Undefined when absent.</param>
/// <param name="Raw">The whole message.</param>
/// <param name="IsModern">Whether it is of 2026-07-28.</param>
/// <param name="Write">Sends a message about the request; the flag says whether it is the answer.</param>
internal sealed record Exchange(string Id, JsonElement Params, string Raw, bool IsModern, Action<byte[], bool> Write)
{
    /// <summary>Headers of the HTTP request; null on standard streams.</summary>
    public string? Headers { get; init; }

    public void Send(string message) => Write(Encoding.UTF8.GetBytes(message), false);

    public void Answer(string message) => Write(Encoding.UTF8.GetBytes(message), true);

    /// <summary>Answers with a result: the text of an object.</summary>
    /// <param name="result">As a server of the legacy era sends it.</param>
    /// <param name="isCacheable">Whether 2026-07-28 adds caching hints.</param>
    public void Result(string result, bool isCacheable = false)
    {
        string hints = isCacheable ? """ "ttlMs":60000,"cacheScope":"public",""" : "";
        string own = result.TrimStart() is "{}" ? """{"resultType":"complete"}""" : $$"""{"resultType":"complete",{{hints}}{{result.TrimStart()[1..]}}""";
        Answer($$"""{"jsonrpc":"2.0","id":{{Id}},"result":{{(IsModern ? own : result)}}}""");
    }

    public void Text(string text) => Result($$"""{"content":[{"type":"text","text":{{JsonSerializer.Serialize(text)}}}]}""");

    public void Error(int code, string message, string? data = null) =>
        Answer($$$"""{"jsonrpc":"2.0","id":{{{Id}}},"error":{"code":{{{code}}},"message":"{{{message}}}"{{{(data is null ? "" : ",\"data\":" + data)}}}}}""");

    /// <summary>A member of <c>_meta</c>; undefined when absent.</summary>
    public JsonElement Meta(string name) => Member(Member(Params, "_meta"), name);

    public static JsonElement Member(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out JsonElement member) ? member : default;
}
