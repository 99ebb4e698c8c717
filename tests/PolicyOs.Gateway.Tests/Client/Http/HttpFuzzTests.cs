using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PolicyOs.Gateway.Tests.Client.Http;

public sealed class HttpFuzzTests
{
    // POLICYOS_FUZZ_ROUNDS makes it longer.
    private static readonly int s_rounds = int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_FUZZ_ROUNDS"), out int rounds) ? rounds : 1500;
    private static readonly int[] s_answers = [200, 202, 400, 404, 406, 413, 415];

    [Fact]
    public async Task Post_DamagedInAnyWay_IsAnsweredWithACodeOfItsOwn_AndTheNextIsServed()
    {
        await using HttpFixture http = await HttpFixture.StartAsync(maxMessage: 4096);
        string session = await http.InitializeAsync();
        (string modern, string[] modernHeaders) = HttpFixture.Modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"a\":[1,2,{\"b\":\"x\"}]}", "echo");
        (string Body, string[] Headers)[] seeds =
        [
            ("""{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":{"a":[1,2,{"b":"\u00e9"}]}}}""", [session]),
            (modern, modernHeaders),
            ("""{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}""", [session]),
        ];
        var random = new Random(20261121);
        for (int i = 0; i < s_rounds; i++)
        {
            (string body, string[] headers) = seeds[i % seeds.Length];

            using HttpResponseMessage answer = await http.SendAsync(HttpMethod.Post, Damage(body, random), headers);

            string text = await answer.Content.ReadAsStringAsync();
            Assert.True(s_answers.Contains((int)answer.StatusCode), $"{i}: {answer.StatusCode} {text}");
            Assert.True((int)answer.StatusCode is 200 or 202 || text.Contains("\"code\":-32", StringComparison.Ordinal), $"{i}: {answer.StatusCode} {text}");
        }

        using HttpResponseMessage last = await http.PostAsync(modern, modernHeaders);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
    }

    [Fact]
    public async Task Streams_ThatNobodyReads_AreEnded_AndHoldLittle()
    {
        await using HttpFixture http = await HttpFixture.StartAsync();
        List<TcpClient> idle = [];
        for (int i = 0; i < 8; i++)
        {
            string session = await http.InitializeAsync();
            var connection = new TcpClient { ReceiveBufferSize = 4096 };
            await connection.ConnectAsync(http.Url.Host, http.Url.Port);
            await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n{session}\r\n\r\n"));
            Assert.True(await connection.GetStream().ReadAsync(new byte[12]) > 0);
            idle.Add(connection);
        }

        long before = GC.GetTotalMemory(forceFullCollection: true);
        string text = new('x', 60_000);
        for (int i = 0; i < 400; i++)
        {
            foreach ((_, _, PolicyOs.Gateway.Sessions.SessionHost host) in http.Sessions)
            {
                host.Tell("notifications/message", w => w.WriteString("data", text));
            }
        }

        long held = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.InRange(held, long.MinValue, 50_000_000);
        idle.ForEach(connection => connection.Dispose());
    }

    private static string Damage(string body, Random random)
    {
        var text = new StringBuilder(body);
        for (int i = random.Next(1, 4); i > 0 && text.Length > 0; i--)
        {
            int at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text.Remove(at, 1);
                    break;
                case 1:
                    text.Insert(at, (char)random.Next(1, 0x300));
                    break;
                case 2:
                    text[at] = "{}[]\",:0x\\\n"[random.Next(11)];
                    break;
                case 3:
                    text.Length = at + 1;
                    break;
                case 4:
                    text.Insert(at, text.ToString(at, Math.Min(20, text.Length - at)));
                    break;
                default:
                    text.Insert(at, new string('[', random.Next(1, 80)));
                    break;
            }
        }

        return text.ToString();
    }
}
