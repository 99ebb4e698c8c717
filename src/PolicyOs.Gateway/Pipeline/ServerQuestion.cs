using System.Security.Cryptography;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>A server's question as its client gets it: named, plain to read, in the form of the client's era (spec 3.1, 3.10).</summary>
internal static class ServerQuestion
{
    /// <summary>Why it is not asked; null when it may be.</summary>
    public static string? WhyNot(Server server, string method, JsonElement? parameters, IClientChannel? channel)
    {
        (bool isAllowed, string capability) = method switch
        {
            "elicitation/create" => (server.ClientRequests.Elicitation, "elicitation"),
            "sampling/createMessage" => (server.ClientRequests.Sampling, "sampling"),
            "roots/list" => (server.ClientRequests.Roots, "roots"),
            _ => (false, ""),
        };
        if (capability.Length == 0)
        {
            return $"method `{PlainText.Line(method, 100)}` is not offered to servers";
        }

        if (!isAllowed)
        {
            return $"the contract does not let server {server.Name} ask the client for {capability} (client_requests)";
        }

        if (channel is not { CanBeAsked: true } || !channel.Declares(capability))
        {
            return $"the client does not offer {capability}";
        }

        bool isUrl = capability == "elicitation" && Text(parameters, "mode"u8) == "url";
        if (capability == "elicitation" && !(isUrl ? ClientCapability.OffersUrl(channel.Client.Capabilities) : channel.CanElicit))
        {
            return $"the client does not offer elicitation in mode {(isUrl ? "url" : "form")}";
        }

        return capability == "elicitation" && LooksLikeApproval(parameters)
            ? "a form that offers `decision: allow_once` could be taken for an approval of the gateway"
            : null;
    }

    /// <summary>The question.</summary>
    /// <param name="server">Who asks.</param>
    /// <param name="key">What the client knows it by.</param>
    /// <param name="method">What for.</param>
    /// <param name="parameters">As the server sent them.</param>
    /// <param name="channel">The client.</param>
    public static Question Of(Server server, string key, string method, JsonElement? parameters, IClientChannel channel) =>
        new(key, method, w => Write(w, server, method, parameters, channel.IsModern));

    /// <summary>
    /// What the client knows the question of a server by: the server's own key, as the specification's clients and its conformance suite look
    /// for it. A request goes to one server, so only our own keys are to be kept apart.
    /// </summary>
    public static string KeyOf(Server server, string key) => IsOurs(key) ? $"{server.Name}/{key}" : key;

    /// <summary>Whether a key is one of the gateway's own.</summary>
    public static bool IsOurs(string key) => key.StartsWith("policyos/", StringComparison.OrdinalIgnoreCase);

    // A server that asks the gateway's own question would be given a person's answer to it (spec 3.10).
    private static bool LooksLikeApproval(JsonElement? parameters) =>
        parameters is { } p && p.TryGetProperty("requestedSchema"u8, out JsonElement schema) && schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("properties"u8, out JsonElement properties) && properties.ValueKind == JsonValueKind.Object
        && properties.EnumerateObject().Any(property =>
            property.Name.Equals("decision", StringComparison.OrdinalIgnoreCase)
            && property.Value.GetRawText().Contains("allow_once", StringComparison.OrdinalIgnoreCase));

    private static void Write(Utf8JsonWriter writer, Server server, string method, JsonElement? parameters, bool forModern)
    {
        if (method != "elicitation/create" || parameters is not { } p)
        {
            RelayParams.Write(writer, parameters);
            return;
        }

        writer.WriteString("message"u8, Prompt(server, p));
        foreach (JsonProperty member in p.EnumerateObject().Where(member => member.Name is not ("message" or "_meta" or "elicitationId")))
        {
            writer.WriteAsSent(member);
        }

        // The id under which the end of a url question is told is of 2025-11-25 alone.
        if (!forModern && Text(p, "mode"u8) == "url")
        {
            writer.WriteString("elicitationId"u8, Text(p, "elicitationId"u8) ?? RandomNumberGenerator.GetHexString(32, lowercase: true));
        }
    }

    private static string Prompt(Server server, JsonElement parameters)
    {
        string text = Text(parameters, "message"u8) ?? "";
        string host = Text(parameters, "url"u8) is { } url
            ? Uri.TryCreate(url, UriKind.Absolute, out Uri? target) ? $" (opens {PlainText.Line(target.Host)})" : " (opens an address that is none)"
            : "";
        return $"[{PlainText.Line(server.Name, 64)}] {string.Join('\n', text.Split('\n').Select(line => PlainText.Line(line, 2000)))}{host}";
    }

    private static string? Text(JsonElement? value, ReadOnlySpan<byte> name) =>
        value is { ValueKind: JsonValueKind.Object } v && v.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;
}
