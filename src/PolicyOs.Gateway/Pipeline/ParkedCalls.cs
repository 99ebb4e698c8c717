using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PolicyOs.Engine.State;
using PolicyOs.Gateway.Approvals;
using PolicyOs.Gateway.Client;
using PolicyOs.Gateway.Client.Modern;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Sessions;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Pipeline;

/// <summary>
/// The requests of a session's modern clients whose servers ask something: answered <c>input_required</c> under a sealed state, and gone on with
/// when the client comes back with it (spec 3.1, 3.10). A state opens one round of one request of this principal in this session, once.
/// </summary>
internal sealed class ParkedCalls(GatewaySession session, StateSealer sealer, byte[] key, GatewayOptions options)
{
    private const int MaxParked = 16;

    private readonly ConcurrentDictionary<string, ParkedCall> _parked = new(StringComparer.Ordinal);

    /// <summary>Carries a request out, or goes on with the one that it comes back for.</summary>
    /// <param name="method">tools/call, prompts/get or resources/read.</param>
    /// <param name="parameters">The request's.</param>
    /// <param name="channel">The client.</param>
    /// <param name="run">Carries it out from its beginning; a state that belongs to no parked request is refused there, or is an approval's.</param>
    /// <param name="cancellation">The client took the request back.</param>
    public async Task<ClientAnswer> ServeAsync(
        string method, JsonElement parameters, ModernChannel channel, Func<CancellationToken, Task<ClientAnswer>> run, CancellationToken cancellation)
    {
        if (TryTake(method, parameters) is not (ParkedCall call, RequestState state))
        {
            call = new ParkedCall(channel);
            call.Begin(run);
        }
        else if (ReadAnswers(call.Open!, parameters, state.InnerState) is { } answers)
        {
            call.Channel.TakeOver(channel);
            call.Resume(answers);
        }

        return await NextAsync(call, method, parameters, cancellation);
    }

    /// <summary>Takes back what no client has come back for, and waits until it is settled.</summary>
    public async Task EndAsync()
    {
        ParkedCall[] left = [.. _parked.Values];
        foreach (string nonce in _parked.Keys)
        {
            GiveUp(nonce);
        }

        await Task.WhenAll(left.Select(call => call.Answer));
    }

    private async Task<ClientAnswer> NextAsync(ParkedCall call, string method, JsonElement parameters, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(static c => ((ParkedCall)c!).Cancel(), call);
        while (true)
        {
            Task asked = call.Asked;
            if (await Task.WhenAny(call.Answer, asked) == call.Answer || call.Open is not { } questions)
            {
                if (!call.Answer.IsCompleted)
                {
                    continue;
                }

                ClientAnswer answer = await call.Answer;
                call.Dispose();
                return answer;
            }

            if (_parked.Count < MaxParked)
            {
                return Park(call, questions, method, parameters, cancellation);
            }

            var none = new RpcAnswer.NotSent($"{MaxParked} requests of this session wait for their client already");
            call.Resume(new([.. questions.All.Select(_ => none)], questions.State));
        }
    }

    private ClientAnswer.InputRequired Park(ParkedCall call, Questions questions, string method, JsonElement parameters, CancellationToken cancellation)
    {
        DateTimeOffset now = options.Time.GetUtcNow();
        string nonce = options.NewId(now).ToString("N", CultureInfo.InvariantCulture);
        string state = sealer.Seal(new()
        {
            ApprovalId = null,
            IssuedAt = now,
            Nonce = nonce,
            Principal = options.Principal.Id,
            Session = session.Stream,
            Method = method,
            CallDigest = RoundDigest.Of(method, parameters, key),
            PolicyVersion = session.Bundle.Digest,
            Expires = now + options.ParkedWait,
            InnerState = questions.State,
        });
        call.Channel.Leave();
        call.Expiry?.Dispose();
        _parked[nonce] = call;
        call.Expiry = options.Time.CreateTimer(_ => GiveUp(nonce), null, options.ParkedWait, Timeout.InfiniteTimeSpan);
        if (cancellation.IsCancellationRequested)
        {
            // Nobody will read the state.
            GiveUp(nonce);
        }

        return new(w => Write(w, questions), state);
    }

    private void GiveUp(string nonce)
    {
        if (_parked.TryRemove(nonce, out ParkedCall? call))
        {
            call.Cancel();
            _ = call.Answer.ContinueWith(_ => call.Dispose(), TaskScheduler.Default);
        }
    }

    // A state of another principal, session, method or request is left where it is: it is not theirs who presented it.
    private (ParkedCall Call, RequestState State)? TryTake(string method, JsonElement parameters)
    {
        if (!parameters.TryGetProperty("requestState"u8, out JsonElement text) || text.ValueKind != JsonValueKind.String
            || sealer.Open(text.GetString()!) is not { ApprovalId: null } state
            || state.Principal != options.Principal.Id || state.Session != session.Stream || state.Method != method
            || state.PolicyVersion != session.Bundle.Digest || state.Expires <= options.Time.GetUtcNow()
            || state.CallDigest != RoundDigest.Of(method, parameters, key))
        {
            return null;
        }

        if (session.State.Liveness != Liveness.Live)
        {
            GiveUp(state.Nonce);
            return null;
        }

        return _parked.TryRemove(state.Nonce, out ParkedCall? call) ? (call, state) : null;
    }

    // Null when one is missing or is no answer: then all are asked for again.
    private static Answers? ReadAnswers(Questions questions, JsonElement parameters, string? innerState)
    {
        JsonElement responses = parameters.TryGetProperty("inputResponses"u8, out JsonElement given) && given.ValueKind == JsonValueKind.Object ? given : default;
        ImmutableArray<RpcAnswer>.Builder answers = ImmutableArray.CreateBuilder<RpcAnswer>(questions.All.Length);
        foreach (Question question in questions.All)
        {
            if (responses.ValueKind != JsonValueKind.Object || !responses.TryGetProperty(question.Key, out JsonElement response)
                || response.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            answers.Add(new RpcAnswer.Result(response));
        }

        return new(answers.DrainToImmutable(), innerState);
    }

    private static void Write(Utf8JsonWriter writer, Questions questions)
    {
        foreach (Question question in questions.All)
        {
            writer.WriteStartObject(question.Key);
            writer.WriteString("method"u8, question.Method);
            writer.WriteStartObject("params"u8);
            question.Params(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}
