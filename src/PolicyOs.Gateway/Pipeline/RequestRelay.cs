using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Observability;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>Everything a client asks that is no tool call: resources, prompts, completions, logging, methods that a server names (spec 3.1).</summary>
internal sealed class RequestRelay(GatewaySession session, UpstreamSet upstreams, ServerRounds rounds, GatewayOptions options)
{
    private const int ResourceNotFound = -32002;

    /// <summary>Serves one request; an unknown method is answered as one.</summary>
    public Task<ClientAnswer> ServeAsync(ClientRequest request, CancellationToken cancellation) => request.Method switch
    {
        "prompts/get" or "resources/read" when request.Channel.IsModern && request.Params is { } p && p.TryGetProperty("requestState"u8, out _) =>
            RefuseAsync(request, DecisionCode.ApprovalMismatch, "its requestState is none of this request, or was used before", RpcError.InvalidParams),
        "resources/list" => ListAsync(request, "resources", "resources", PinnedKind.Resource, IsDeclaredResource, cancellation),
        "resources/templates/list" => ListAsync(request, "resources", "resourceTemplates", PinnedKind.ResourceTemplate, IsDeclaredTemplate, cancellation),
        "prompts/list" => ListAsync(request, "prompts", "prompts", PinnedKind.Prompt, IsDeclaredPrompt, cancellation),
        "resources/read" or "resources/subscribe" or "resources/unsubscribe" => ResourceAsync(request, cancellation),
        "prompts/get" => PromptAsync(request, Text(request.Params, "name"u8), cancellation),
        "completion/complete" => CompleteAsync(request, cancellation),
        "logging/setLevel" => SetLevelAsync(request, cancellation),
        _ => CustomAsync(request, cancellation),
    };

    private async Task<ClientAnswer> ListAsync(
        ClientRequest request, string capability, string member, PinnedKind kind, Func<int, string, bool> isDeclared, CancellationToken cancellation)
    {
        UpstreamServer[] servers = [.. upstreams.Servers.Where(server => server.Offers(capability))];
        if (servers.Length == 0)
        {
            return new ClientAnswer.Error(RpcError.MethodNotFound, $"Method not found: {request.Method}");
        }

        if (ListCursor.WhyNot(request.Params) is { } refused)
        {
            return refused;
        }

        var entries = new List<JsonElement>();
        foreach (UpstreamServer server in servers)
        {
            if (server.Connection is not { } connection)
            {
                continue;
            }

            await server.RefreshedAsync();
            (var listed, string? problem) = await ListReader.ReadAsync(connection, request.Method, member, cancellation);
            if (problem is not null)
            {
                return Unavailable(server.Server, new(problem));
            }

            int number = upstreams.Servers.IndexOf(server);
            OfferVerdict verdict = server.Relist(kind, listed);
            entries.AddRange(listed.Where(entry =>
                ServerOffer.KeyOf(entry, kind) is { } name && isDeclared(number, name) && verdict.WhyNot(kind, name) is null));
        }

        return new ClientAnswer.Result(w => WriteList(w, member, entries));
    }

    private static void WriteList(Utf8JsonWriter writer, string member, List<JsonElement> entries)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(member);
        foreach (JsonElement entry in entries)
        {
            RelayParams.WriteResult(writer, entry);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private async Task<ClientAnswer> ResourceAsync(ClientRequest request, CancellationToken cancellation)
    {
        string? uri = Text(request.Params, "uri"u8);
        ResourceRule? rule = uri is null ? null : session.Bundle.Resources.FirstOrDefault(rule => rule.Template.IsMatch(uri));
        if (rule is null)
        {
            // As any resource that does not exist is answered (MCP, resources, error handling); 2026-07-28 gave that another number (SEP-2164).
            return await RefuseAsync(
                request,
                DecisionCode.ResourceNotAllowed,
                $"resource {Shown(uri)} is not declared in the contract",
                request.Channel.IsModern ? RpcError.InvalidParams : ResourceNotFound,
                uri);
        }

        return await QuarantineAsync(rule.Server, verdict => WhyNotResource(verdict, uri!)) is { } why
            ? await RefuseAsync(request, DecisionCode.ResourceNotAllowed, $"resource {Shown(uri)} is quarantined: {why}", -32002)
            : await GovernAsync(request, rule.Server, rule.Pattern, rule, cancellation);
    }

    private async Task<ClientAnswer> PromptAsync(ClientRequest request, string? name, CancellationToken cancellation)
    {
        PromptRule? rule = session.Bundle.Prompts.FirstOrDefault(rule => rule.Id == name);
        if (rule is null)
        {
            return await RefuseAsync(request, DecisionCode.PromptNotAllowed, $"prompt {Shown(name)} is not declared in the contract", RpcError.InvalidParams);
        }

        return await QuarantineAsync(rule.Server, verdict => verdict.WhyNot(PinnedKind.Prompt, rule.Id)) is { } why
            ? await RefuseAsync(request, DecisionCode.PromptNotAllowed, $"prompt {Shown(name)} is quarantined: {why}", RpcError.InvalidParams)
            : await GovernAsync(request, rule.Server, rule.Id, null, cancellation);
    }

    private async Task<ClientAnswer> CompleteAsync(ClientRequest request, CancellationToken cancellation)
    {
        JsonElement reference = request.Params is { } p && p.TryGetProperty("ref"u8, out JsonElement r) ? r : default;
        if (reference.ValueKind != JsonValueKind.Object)
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, "completion/complete needs `ref`, an object");
        }

        if (Text(reference, "type"u8) == "ref/prompt")
        {
            return await PromptAsync(request, Text(reference, "name"u8), cancellation);
        }

        string? uri = Text(reference, "uri"u8);
        ResourceRule? rule = session.Bundle.Resources.FirstOrDefault(rule => uri is not null && (UriTemplateNames.Same(rule.Pattern, uri) || rule.Template.IsMatch(uri)));
        if (rule is null)
        {
            return await RefuseAsync(request, DecisionCode.ResourceNotAllowed, $"resource {Shown(uri)} is not declared in the contract", RpcError.InvalidParams);
        }

        return await QuarantineAsync(rule.Server, verdict => WhyNotResource(verdict, uri!)) is { } why
            ? await RefuseAsync(request, DecisionCode.ResourceNotAllowed, $"resource {Shown(uri)} is quarantined: {why}", RpcError.InvalidParams)
            : await GovernAsync(request, rule.Server, rule.Pattern, null, cancellation);
    }

    // A list that the server has announced as changed is read before anything is decided by it.
    private async Task<string?> QuarantineAsync(int server, Func<OfferVerdict, string?> whyNot)
    {
        await upstreams[server].RefreshedAsync();
        return upstreams[server].Judged is { } judged ? whyNot(judged.Verdict) : null;
    }

    private static string? WhyNotResource(OfferVerdict verdict, string uri) => verdict.WhyNot(PinnedKind.Resource, uri)
        ?? verdict.Differing.Where(entry => entry.Key.Kind == PinnedKind.ResourceTemplate && MayStandFor(entry.Key.Key, uri)).Select(entry => entry.Value).FirstOrDefault();

    // A server's template may be of any form; what it begins with tells which resources may be meant.
    private static bool MayStandFor(string template, string uri) =>
        UriTemplateNames.Same(template, uri) || uri.StartsWith(template.Split('{')[0], StringComparison.Ordinal);

    private async Task<ClientAnswer> SetLevelAsync(ClientRequest request, CancellationToken cancellation)
    {
        if (Text(request.Params, "level"u8) is not { } level || !LogWish.Levels.Contains(level))
        {
            return new ClientAnswer.Error(RpcError.InvalidParams, $"logging/setLevel needs `level`, one of {string.Join(", ", LogWish.Levels)}");
        }

        UpstreamServer[] servers = [.. upstreams.Servers.Where(server => server.Offers("logging") && server.Connection is not null)];
        ClientAnswer answer = servers.Length == 0 ? new ClientAnswer.Error(RpcError.MethodNotFound, "Method not found: logging/setLevel") : ClientAnswer.Done;
        foreach (UpstreamServer server in servers.Where(server => server.Connection is { IsModern: false }))
        {
            answer = await SendAsync(server, request, cancellation);
            if (answer is not ClientAnswer.Result)
            {
                return answer;
            }
        }

        // Servers of 2026-07-28 are told in every request.
        upstreams.LogLevel = level;
        return answer;
    }

    private async Task<ClientAnswer> CustomAsync(ClientRequest request, CancellationToken cancellation)
    {
        UpstreamServer? server = upstreams.Servers.FirstOrDefault(server => server.Server.Methods.Contains(request.Method));
        return server is null
            ? new ClientAnswer.Error(RpcError.MethodNotFound, $"Method not found: {request.Method}")
            : await GovernAsync(request, upstreams.Servers.IndexOf(server), request.Method, null, cancellation);
    }

    private async Task<ClientAnswer> GovernAsync(ClientRequest request, int server, string rule, ResourceRule? resource, CancellationToken cancellation)
    {
        UpstreamServer upstream = upstreams[server];
        if (await session.AdmitRequestAsync(NewId(), request.Method, rule, resource) is { } refused)
        {
            return RequestRefusal.Of(refused.Code, refused.Message, refused.AuditReference, RpcError.InvalidParams);
        }

        return upstream.Connection is not { } connection ? Unavailable(upstream.Server, upstream.Problem)
            : request.Method is "resources/subscribe" or "resources/unsubscribe" && (connection.IsModern || request.Channel.IsModern) ? await SubscriptionRelay.AnswerAsync(upstream, request)
            : await SendAsync(upstream, request, cancellation);
    }

    private Task<ClientAnswer> SendAsync(UpstreamServer server, ClientRequest request, CancellationToken cancellation) =>
        Telemetry.IsOn ? SendTracedAsync(server, request, cancellation) : SendPlainAsync(server, request, cancellation);

    private async Task<ClientAnswer> SendTracedAsync(UpstreamServer server, ClientRequest request, CancellationToken cancellation)
    {
        using Activity? span = Tracing.Command(request.Method, server.Server.Name, null);
        ClientAnswer answer = await SendPlainAsync(server, request, cancellation);
        Tracing.Fail(span, answer is ClientAnswer.Result ? null : "upstream_error");
        return answer;
    }

    private async Task<ClientAnswer> SendPlainAsync(UpstreamServer server, ClientRequest request, CancellationToken cancellation)
    {
        if (server.Connection is not { } connection)
        {
            return Unavailable(server.Server, server.Problem);
        }

        Action<JsonElement>? progress = ProgressRelay.For(request.ProgressToken, request.Channel);
        LogWish logs = LogWish.Of(request.Channel, request.Meta, upstreams.LogLevel);
        try
        {
            RpcAnswer answer = await rounds.RunAsync(
                server.Server,
                tool: null,
                connection,
                round => new(request.Method, (w, hop) => RelayParams.WriteRequest(w, request.Params, hop, round), progress, request.Channel, Clock: null)
                {
                    LogLevel = logs.Level, Log = logs.Deliver,
                },
                sent => WaitAsync(sent, cancellation),
                clock: null,
                request.Channel, request.Params,
                cancellation);
            return answer switch
            {
                RpcAnswer.Result result => new ClientAnswer.Result(w => RelayParams.WriteResult(w, result.Value)),
                RpcAnswer.Error error => new ClientAnswer.Relayed(error.AsSent),
                RpcAnswer.HttpRefused { Status: 401 or 403 } refused => Unavailable(server.Server, new(DecisionCode.UpstreamUnauthorized, refused.Reason)),
                RpcAnswer.Unreadable unreadable => Unavailable(server.Server, new(DecisionCode.UpstreamProtocolError, unreadable.Reason)),
                { } other => Unavailable(server.Server, new(AnswerText.Of(other))),
            };
        }
        catch (OperationCanceledException)
        {
            return new ClientAnswer.Nothing();
        }
    }

    private static async Task<RpcAnswer> WaitAsync(SentRequest sent, CancellationToken cancellation)
    {
        try
        {
            return await sent.Answer.WaitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            sent.Cancel("the client cancelled the request");
            throw;
        }
    }

    private async Task<ClientAnswer> RefuseAsync(ClientRequest request, DecisionCode code, string message, int error, string? uri = null)
    {
        string reference = await session.RefuseRequestAsync(NewId(), request.Method, code, message);
        return RequestRefusal.Of(code, message, reference, error, uri);
    }

    private static ClientAnswer.Error Unavailable(Server server, Unavailability problem) =>
        RequestRefusal.Of(problem.Code, $"server {server.Name} is not available: {problem.Why}", null, RpcError.InternalError);

    private bool IsDeclaredResource(int server, string uri) => session.Bundle.Resources.Any(rule => rule.Server == server && rule.Template.IsMatch(uri));

    private bool IsDeclaredTemplate(int server, string template) =>
        session.Bundle.Resources.Any(rule => rule.Server == server && UriTemplateNames.Same(rule.Pattern, template));

    private bool IsDeclaredPrompt(int server, string name) => session.Bundle.Prompts.Any(rule => rule.Server == server && rule.Id == name);

    private static string Shown(string? name) => name is null ? "(none)" : "`" + Approvals.PlainText.Line(name, 200) + "`";

    private static string? Text(JsonElement? value, ReadOnlySpan<byte> name) =>
        value is { ValueKind: JsonValueKind.Object } v && v.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static string? Text(JsonElement value, string name) =>
        value.TryGetProperty(name, out JsonElement member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private string NewId() => options.NewId(options.Time.GetUtcNow()).ToString("N", CultureInfo.InvariantCulture);
}
