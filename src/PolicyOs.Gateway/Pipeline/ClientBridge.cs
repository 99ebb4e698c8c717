using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>What a server asks of the client: elicitation, sampling, roots, as <c>client_requests</c> allow (spec 3.1).</summary>
internal sealed class ClientBridge(GatewaySession session, GatewayOptions options)
{
    /// <summary>Asks the client, or refuses.</summary>
    /// <param name="server">Who asks.</param>
    /// <param name="request">What.</param>
    /// <param name="channel">The client; null when there is none that could be asked.</param>
    public async Task<ClientAnswer> AskAsync(Server server, RpcMessage.Request request, IClientChannel? channel)
    {
        if (Refuse(server, request, channel) is { } why)
        {
            await session.RefuseRequestAsync(NewId(), request.Method, DecisionCode.PolicyDenied, why);
            return new ClientAnswer.Error(RpcError.MethodNotFound, why);
        }

        if (await session.AdmitRequestAsync(NewId(), request.Method, server.Name, null) is { } refused)
        {
            return new ClientAnswer.Error(RpcError.InternalError, refused.Message);
        }

        RpcAnswer answer = await channel!.AskAsync(channel.NextId(), request.Method, w => WriteParams(w, server, request));
        return answer switch
        {
            RpcAnswer.Result result => new ClientAnswer.Result(w => RelayParams.WriteResult(w, result.Value)),
            RpcAnswer.Error error => new ClientAnswer.Relayed(error.AsSent),
            _ => new ClientAnswer.Error(RpcError.InternalError, "the client did not answer"),
        };
    }

    private static string? Refuse(Server server, RpcMessage.Request request, IClientChannel? channel)
    {
        (bool isAllowed, string capability) = request.Method switch
        {
            "elicitation/create" => (server.ClientRequests.Elicitation, "elicitation"),
            "sampling/createMessage" => (server.ClientRequests.Sampling, "sampling"),
            "roots/list" => (server.ClientRequests.Roots, "roots"),
            _ => (false, ""),
        };
        if (capability.Length == 0)
        {
            return $"method `{request.Method}` is not offered to servers";
        }

        if (!isAllowed)
        {
            return $"the contract does not let server {server.Name} ask the client for {capability} (client_requests)";
        }

        if (channel is null || !channel.Declares(capability))
        {
            return $"the client does not offer {capability}";
        }

        return capability == "elicitation" && LooksLikeApproval(request.Params)
            ? "a form that offers `decision: allow_once` could be taken for an approval of the gateway"
            : null;
    }

    // A server that asks the gateway's own question would be given a person's answer to it (spec 3.10).
    private static bool LooksLikeApproval(JsonElement? parameters) =>
        parameters is { } p && p.TryGetProperty("requestedSchema"u8, out JsonElement schema) && schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("properties"u8, out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
        && properties.EnumerateObject().Any(property =>
            property.Name.Equals("decision", StringComparison.OrdinalIgnoreCase)
            && property.Value.GetRawText().Contains("allow_once", StringComparison.OrdinalIgnoreCase));

    private static void WriteParams(Utf8JsonWriter writer, Server server, RpcMessage.Request request)
    {
        if (request.Method != "elicitation/create" || request.Params is not { } p)
        {
            RelayParams.Write(writer, request.Params);
            return;
        }

        writer.WriteString("message"u8, Prompt(server, p));
        foreach (JsonProperty member in p.EnumerateObject().Where(member => member.Name is not ("message" or "_meta")))
        {
            writer.WriteAsSent(member);
        }
    }

    private static string Prompt(Server server, JsonElement parameters)
    {
        string text = parameters.TryGetProperty("message"u8, out JsonElement message) && message.ValueKind == JsonValueKind.String ? message.GetString()! : "";
        string host = parameters.TryGetProperty("url"u8, out JsonElement url) && url.ValueKind == JsonValueKind.String
            ? Uri.TryCreate(url.GetString(), UriKind.Absolute, out Uri? target) ? $" (opens {PlainText.Line(target.Host)})" : " (opens an address that is none)"
            : "";
        return $"[{PlainText.Line(server.Name, 64)}] {string.Join('\n', text.Split('\n').Select(line => PlainText.Line(line, 2000)))}{host}";
    }

    private string NewId() => options.NewId(options.Time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
}
