using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>A client in a session that it names itself, in one of the eras.</summary>
internal sealed record TamperClient(GatewayProcess Gateway, Era Era, string Session)
{
    /// <summary>Calls a tool, presenting a grant or none.</summary>
    public Task<ToolAnswer> CallAsync(string tool, string arguments, string? grant = null)
    {
        var meta = new JsonObject { ["policyos/session"] = Session };
        if (grant is not null)
        {
            meta["policyos/approval"] = grant;
        }

        if (Era == Era.Modern)
        {
            meta["io.modelcontextprotocol/protocolVersion"] = "2026-07-28";
            meta["io.modelcontextprotocol/clientCapabilities"] = new JsonObject();
        }

        return Gateway.CallAsync(tool, arguments, meta.ToJsonString());
    }

    /// <summary>Calls a tool that asks, and gives the ticket.</summary>
    public async Task<string> AskAsync(string tool, string arguments)
    {
        ToolAnswer asked = await CallAsync(tool, arguments);
        Assert.Equal("APPROVAL_PENDING", asked.Code);
        return asked.Decision.GetProperty("approval_id").GetString()!;
    }

    /// <summary>Calls with a grant until it is no longer pending: what an operator has decided is noticed within 200 ms.</summary>
    /// <returns>The code; null when it went through.</returns>
    public async Task<string?> PresentAsync(string tool, string arguments, string grant, string? unlike = "APPROVAL_PENDING")
    {
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (true)
        {
            ToolAnswer answer = await CallAsync(tool, arguments, grant);
            string? code = answer.IsFine ? null : answer.Code;
            if (code != unlike)
            {
                return code;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }
    }

    /// <summary>How often the server was called with these arguments.</summary>
    public async Task<int> SentAsync(string arguments)
    {
        string lines = (await CallAsync("received", "{}")).Text;
        string wanted = JsonNode.Parse(arguments)!.ToJsonString();
        return JsonNode.Parse(lines)!.AsArray().Select(line => JsonNode.Parse((string)line!)!)
            .Count(line => line["params"]?["arguments"] is { } sent && sent.ToJsonString() == wanted);
    }
}
