using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PolicyOs.FakeUpstream;

/// <summary>Streamable HTTP of both eras, strict about what a client has to send. Ends with its standard input.</summary>
internal static class HttpHost
{
    private const string Modern = "2026-07-28";
    private static readonly ConcurrentDictionary<string, Channel<byte[]>> s_sessions = new();
    private static readonly ConcurrentDictionary<string, ChannelReader<byte[]>> s_left = new();

    public static async Task RunAsync(FakeServer server, string port, string mode)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using WebApplication app = builder.Build();
        app.Urls.Add("http://127.0.0.1:" + port);
        server.Unasked = message =>
        {
            foreach (Channel<byte[]> session in s_sessions.Values)
            {
                session.Writer.TryWrite(Encoding.UTF8.GetBytes(message));
            }
        };
        app.Run(context => mode switch
        {
            "unauthorized" => RefuseAsync(context, 401, "who are you?"),
            "garbage" => RefuseAsync(context, 200, "Welcome to the server!"),
            "silent" => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default),
            _ => HandleAsync(server, context),
        });
        await app.StartAsync();
        Console.WriteLine(app.Urls.First() + "/mcp");
        while (await Console.In.ReadLineAsync() is not null)
        {
            // Only the end of input means anything.
        }

        Environment.Exit(0);
    }

    private static async Task HandleAsync(FakeServer server, HttpContext context)
    {
        string session = context.Request.Headers["Mcp-Session-Id"].ToString();
        switch (context.Request.Method)
        {
            case "POST":
                await PostAsync(server, context, session);
                break;
            case "GET" when s_left.TryRemove(context.Request.Headers["Last-Event-ID"].ToString(), out ChannelReader<byte[]>? rest):
                server.Note("(back)", "0");
                await StreamAsync(context, rest);
                break;
            case "GET" when s_sessions.TryGetValue(session, out Channel<byte[]>? unasked):
                await StreamAsync(context, unasked.Reader);
                break;
            case "DELETE" when s_sessions.TryRemove(session, out _):
                context.Response.StatusCode = 204;
                break;
            default:
                context.Response.StatusCode = 405;
                break;
        }
    }

    private static async Task PostAsync(FakeServer server, HttpContext context, string session)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        string raw = await reader.ReadToEndAsync();
        using JsonDocument document = JsonDocument.Parse(raw);
        JsonElement message = document.RootElement;
        string? id = message.TryGetProperty("id", out JsonElement given) ? given.GetRawText() : null;
        string? method = message.TryGetProperty("method", out JsonElement named) ? named.GetString() : null;
        bool isModern = FakeServer.IsModern(message);
        if (isModern && !server.HasModern)
        {
            await RefuseAsync(context, 400, "Bad Request: no session");
            return;
        }

        if (!isModern && !server.HasLegacy)
        {
            await RefuseAsync(context, 400, $$$"""{"jsonrpc":"2.0","id":{{{id ?? "null"}}},"error":{"code":-32020,"message":"headers are missing"}}""", "application/json");
            return;
        }

        if (isModern && WhyNot(context.Request.Headers, message) is { } mismatch)
        {
            await RefuseAsync(context, 400, $$$"""{"jsonrpc":"2.0","id":{{{id}}},"error":{"code":-32020,"message":"Header mismatch: {{{mismatch}}}"}}""", "application/json");
            return;
        }

        if (!isModern && method == "initialize")
        {
            session = Guid.NewGuid().ToString("N");
            s_sessions[session] = Channel.CreateUnbounded<byte[]>();
            context.Response.Headers["Mcp-Session-Id"] = session;
        }
        else if (!isModern && !s_sessions.ContainsKey(session))
        {
            await RefuseAsync(context, session.Length == 0 ? 400 : 404, "Bad Request: no session");
            return;
        }

        var messages = Channel.CreateUnbounded<byte[]>();
        string headers = JsonSerializer.Serialize(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()));
        if (method is null || id is null)
        {
            server.Take(raw, message, (_, _) => { }, headers);
            context.Response.StatusCode = 202;
            return;
        }

        server.Take(raw, message, (sent, isAnswer) =>
        {
            messages.Writer.TryWrite(sent);
            _ = isAnswer && messages.Writer.TryComplete();
        }, headers);
        if (!isModern && FakeServer.ToolOf(message) == "closes_stream")
        {
            await LeaveAsync(context, messages.Reader);
            return;
        }

        if (method is "tools/call" or "subscriptions/listen" or "prompts/get" or "resources/read")
        {
            await StreamAsync(context, messages.Reader);
            if (isModern && context.RequestAborted.IsCancellationRequested)
            {
                server.Note("(closed)", id);
            }

            return;
        }

        byte[] answer = await messages.Reader.ReadAsync(context.RequestAborted);
        context.Response.StatusCode = isModern && answer.AsSpan().IndexOf("-32601"u8) >= 0 ? 404 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(answer);
    }

    // The stream ends before the answer, which is for who comes back with the id of its one event.
    private static Task LeaveAsync(HttpContext context, ChannelReader<byte[]> messages)
    {
        string id = Guid.NewGuid().ToString("N");
        s_left[id] = messages;
        context.Response.ContentType = "text/event-stream";
        return context.Response.WriteAsync($"id: {id}\nretry: 50\ndata: \n\n");
    }

    private static async Task StreamAsync(HttpContext context, ChannelReader<byte[]> messages)
    {
        context.Response.ContentType = "text/event-stream";
        try
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await foreach (byte[] message in messages.ReadAllAsync(context.RequestAborted))
            {
                await context.Response.Body.WriteAsync((byte[])[.. "data: "u8, .. message, .. "\n\n"u8], context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client closed it.
        }
    }

    private static string? WhyNot(IHeaderDictionary headers, JsonElement message)
    {
        JsonElement parameters = message.GetProperty("params");
        string method = message.GetProperty("method").GetString()!;
        string? name = method switch
        {
            "tools/call" or "prompts/get" => parameters.GetProperty("name").GetString(),
            "resources/read" => parameters.GetProperty("uri").GetString(),
            _ => null,
        };
        string? where = method == "tools/call" && name == "region" && parameters.GetProperty("arguments").TryGetProperty("where", out JsonElement w) ? w.GetString() : null;
        return headers["MCP-Protocol-Version"] != Modern ? "version"
            : headers["Mcp-Method"] != method ? "method"
            : name is not null && Decoded(headers["Mcp-Name"].ToString()) != name ? "name"
            : where is not null && Decoded(headers["Mcp-Param-Region"].ToString()) != where ? "param"
            : headers.ContainsKey("Mcp-Session-Id") ? "session"
            : null;
    }

    private static string Decoded(string value) => value.StartsWith("=?base64?", StringComparison.Ordinal) && value.EndsWith("?=", StringComparison.Ordinal)
        ? Encoding.UTF8.GetString(Convert.FromBase64String(value[9..^2]))
        : value;

    private static async Task RefuseAsync(HttpContext context, int status, string body, string type = "text/plain")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body);
    }
}
