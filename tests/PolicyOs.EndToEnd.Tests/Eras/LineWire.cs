using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>Lines over a gateway's standard streams.</summary>
internal sealed class LineWire(LineClient client) : IWire
{
    public Action<JsonElement>? Seen
    {
        get => client.Seen;
        set => client.Seen = value;
    }

    public string Errors => string.Join('\n', client.Errors);

    public int ProcessId => client.ProcessId;

    public async Task<JsonElement> RequestAsync(string id, string line, CancellationToken cancellation = default)
    {
        Task<JsonElement> answer = client.AnswerAsync(id);
        client.SendLine(Encoding.UTF8.GetBytes(line));
        try
        {
            return await answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            await SendAsync(new JsonObject
            {
                ["jsonrpc"] = "2.0", ["method"] = "notifications/cancelled", ["params"] = new JsonObject { ["requestId"] = JsonNode.Parse(id), ["reason"] = "enough" },
            });
            throw;
        }
    }

    public Task SendAsync(JsonNode message)
    {
        client.Send(message);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();
}
