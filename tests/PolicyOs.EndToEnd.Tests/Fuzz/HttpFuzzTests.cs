using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>Damaged bodies to the real process over HTTP, several at a time: each has the status and the code that it deserves.</summary>
public sealed class HttpFuzzTests
{
    private const int MaxMessage = 64 * 1024;
    private const long MaxGrowth = 50_000_000;
    private const int WarmRounds = 2_000;
    private const int Workers = 4;

    private readonly Lock _gate = new();
    private readonly FrameDamage _damage = new(20261121);
    private readonly HttpClient _client = new();
    private int _next;
    private string _session = string.Empty;

    [Fact]
    public async Task Bodies_DamagedInAnyWay_AreEachAnsweredWithTheRightStatusAndCode_AndHoldNothing()
    {
        string store = Path.Combine(Directory.CreateTempSubdirectory("policyos-fuzz-").FullName, "journal.db");
        await using ServedGateway gateway = await ServedGateway.StartAsync(
            RepositoryRoot.At("bundles", "inbox-triage"), "--max-message", "64KiB", "--store", "sqlite:" + store, "--durability", "relaxed");
        _session = await InitializeAsync(gateway.Url);
        await RunAsync(gateway.Url, Math.Min(WarmRounds, FrameSeeds.Rounds));
        long warm = gateway.WorkingSet;

        await RunAsync(gateway.Url, FrameSeeds.Rounds);

        Assert.InRange(gateway.WorkingSet - warm, long.MinValue, MaxGrowth);
        Assert.True(gateway.IsRunning);
    }

    private Task RunAsync(Uri url, int rounds) => Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
    {
        while (Next(rounds) is (byte[] frame, bool isModern))
        {
            using HttpResponseMessage answer = await PostAsync(url, frame, isModern);
            Check(frame, isModern, (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
        }
    })));

    private (byte[] Frame, bool IsModern)? Next(int rounds)
    {
        lock (_gate)
        {
            if (_next >= rounds)
            {
                return null;
            }

            bool isModern = _next % 3 == 0;
            string[] seeds = isModern ? FrameSeeds.Modern : FrameSeeds.Legacy;
            string seed = seeds[_next / 3 % seeds.Length].Replace("ID", _next.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
            _next++;
            return (_damage.Next(seed, MaxMessage), isModern);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(Uri url, byte[] body, bool isModern)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("Accept", "application/json, text/event-stream");
        if (isModern)
        {
            request.Headers.TryAddWithoutValidation("MCP-Protocol-Version", "2026-07-28");
            request.Headers.TryAddWithoutValidation("Mcp-Method", "tools/list");
            request.Headers.TryAddWithoutValidation("Policyos-Session-Id", "fuzz-of-the-http-endpoint-01");
        }
        else if (_session.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Session-Id", _session);
        }

        return await _client.SendAsync(request);
    }

    private async Task<string> InitializeAsync(Uri url)
    {
        byte[] hello = """{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"f","version":"1"}}}"""u8.ToArray();
        using HttpResponseMessage answer = await PostAsync(url, hello, isModern: false);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer.Headers.GetValues("Mcp-Session-Id").Single();
    }

    private static void Check(byte[] frame, bool isModern, int status, string text)
    {
        string what = $"{Encoding.Latin1.GetString(frame.AsSpan(0, Math.Min(frame.Length, 300)))} -> {status} {text}";
        switch (FrameOracle.Of(frame, MaxMessage))
        {
            case Expected.Refusal refusal:
                Assert.True(status == (frame.Length > MaxMessage ? 413 : 400), what);
                (string? id, int? code) = Read(text);
                Assert.True(refusal.Codes.Contains(code ?? 0) && (refusal.Id is null || refusal.Id == id), what);
                break;
            case Expected.Silence when frame.Length == 0:
                Assert.True(status == 400 && Read(text).Code == -32700, what);
                break;
            case Expected.Silence:
                // Nobody asks a client of 2026-07-28 anything, so its answers are none.
                Assert.True(status == 202 || (isModern && status == 400 && Read(text).Code == -32600), what);
                break;
            case Expected.Answer answer:
                CheckAnswer(answer, isModern, status, text, what);
                break;
        }
    }

    private static void CheckAnswer(Expected.Answer answer, bool isModern, int status, string text, string what)
    {
        (string? id, int? code) = Read(text);
        Assert.True(id == answer.Id, what);
        Assert.True(
            code switch
            {
                null => status == 200,
                -32601 => status == (isModern ? 404 : 200),
                <= -32020 and >= -32022 => status == 400,
                -32602 or -32002 => status is 200 or 400,
                _ => false,
            },
            what);
    }

    // The answer, alone or as the last event of a stream.
    private static (string? Id, int? Code) Read(string text)
    {
        string json = text.StartsWith('{') ? text : text.Split('\n').Last(line => line.StartsWith("data: {", StringComparison.Ordinal))["data: ".Length..];
        JsonElement message = JsonElement.Parse(json);
        return (
            message.TryGetProperty("id", out JsonElement id) ? id.GetRawText() : null,
            message.TryGetProperty("error", out JsonElement error) ? error.GetProperty("code").GetInt32() : null);
    }
}
