using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Upstream.Http;
using PolicyOs.Journal;
using PolicyOs.Journal.Anchors;

namespace PolicyOs.Gateway.Anchors;

/// <summary>
/// Sends anchors to an http or https address, each as the body of a POST, in order: the next one only when the one before was taken with a
/// status of 2xx. What fails is tried again later; nobody waits for it, and no call fails by it. An anchor may arrive twice.
/// </summary>
public sealed class AnchorPost : IAnchorCopy
{
    /// <summary>So many anchors wait at most: almost three hours of activity. Beyond that the oldest goes, which the next ones name by its hash.</summary>
    internal const int MaxWaiting = 1000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_firstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromMinutes(1);

    private readonly Uri _address;
    private readonly string _shown;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http = HttpDial.NewClient(s_patience);
    private readonly Lock _gate = new();
    private readonly LinkedList<Anchor> _waiting = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sending;

    private AnchorPost(Uri address, TimeProvider time, ILogger log)
    {
        (_address, _shown, _time, _log) = (address, address.GetLeftPart(UriPartial.Path), time, log);
        _sending = Task.Run(SendAllAsync);
    }

    /// <summary>Whether a target is an address and not a file.</summary>
    public static bool IsAddress(string target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Contains("://", StringComparison.Ordinal);
    }

    /// <summary>Starts to send; nothing is dialled before the first anchor.</summary>
    /// <param name="address">Absolute, http or https, without a user or password.</param>
    /// <param name="time">For limits and pauses.</param>
    /// <param name="log">Is told what could not be sent.</param>
    /// <exception cref="JournalException">No such address.</exception>
    public static AnchorPost Open(string address, TimeProvider time, ILogger log)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            throw new JournalException(JournalFault.Anchors, "--anchor-to is a file, or an http or https address without a user or password");
        }

        return new(url, time, log);
    }

    /// <inheritdoc/>
    public void Append(Anchor anchor)
    {
        lock (_gate)
        {
            _waiting.AddLast(anchor);
            if (_waiting.Count > MaxWaiting)
            {
                AnchorLog.Dropped(_log, _waiting.First!.Value.Number, _shown, MaxWaiting);
                _waiting.RemoveFirst();
            }
        }

        _more.Release();
    }

    /// <summary>Tries once more to send what waits, for five seconds at most.</summary>
    public async ValueTask DisposeAsync()
    {
        _end.CancelAfter(s_farewell);
        await _ending.CancelAsync();
        await _sending;
        lock (_gate)
        {
            if (_waiting.First is { } first)
            {
                AnchorLog.Left(_log, _waiting.Count, first.Value.Number, _shown);
            }
        }

        _http.Dispose();
        _more.Dispose();
        _ending.Dispose();
        _end.Dispose();
    }

    private async Task SendAllAsync()
    {
        TimeSpan pause = TimeSpan.Zero;
        while (true)
        {
            while (Next() is { } anchor)
            {
                if (await WhyNotSentAsync(anchor) is not { } reason)
                {
                    Sent(anchor, again: pause > TimeSpan.Zero);
                    pause = TimeSpan.Zero;
                    continue;
                }

                if (_ending.IsCancellationRequested)
                {
                    return;
                }

                pause = pause == TimeSpan.Zero ? s_firstPause : pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
                AnchorLog.NotSent(_log, anchor.Number, _shown, reason, Count(), pause.TotalSeconds);
                await UntilEndingAsync(Task.Delay(pause, _time, _ending.Token));
            }

            if (_ending.IsCancellationRequested)
            {
                return;
            }

            await UntilEndingAsync(_more.WaitAsync(_ending.Token));
        }
    }

    private async Task<string?> WhyNotSentAsync(Anchor anchor)
    {
        using var limit = new CancellationTokenSource(s_patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _end.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, _address) { Content = new ReadOnlyMemoryContent(anchor.Body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? null : $"it answers {(int)response.StatusCode}";
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return e.InnerException is IOException refused ? refused.Message : e.Message;
        }
        catch (OperationCanceledException)
        {
            return $"it does not answer within {s_patience.TotalSeconds:0} s";
        }
    }

    private static async Task UntilEndingAsync(Task waiting) => await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private Anchor? Next()
    {
        lock (_gate)
        {
            return _waiting.First?.Value;
        }
    }

    private int Count()
    {
        lock (_gate)
        {
            return _waiting.Count;
        }
    }

    private void Sent(Anchor anchor, bool again)
    {
        lock (_gate)
        {
            // It may have been dropped for newer ones meanwhile.
            if (_waiting.First?.Value == anchor)
            {
                _waiting.RemoveFirst();
            }
        }

        if (again)
        {
            AnchorLog.SentAgain(_log, _shown);
        }
    }
}
