using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// Writes a stream to one HTTP response: as server-sent events, or as one JSON object where the answer is all there is and the client
/// could not have come back for it anyway.
/// </summary>
internal sealed class EventStreamWriter(HttpContext context, EventLog log, TimeProvider time)
{
    /// <summary>How long an answer alone is waited for before the response begins: clients give up on a response without headers.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>How long a first message may take and still go out together with the headers, in one piece.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(20);

    /// <summary>A stream that is silent for so long gets a comment, so that nobody in between takes it for dead.</summary>
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    /// <summary>When a client that lost the stream may come back.</summary>
    private const string Retry = "retry: 1000\n";

    /// <summary>Bytes up to which messages go out in one piece; what a slow reader leaves waiting is not copied.</summary>
    private const int Together = 16 * 1024;

    /// <summary>What goes out together.</summary>
    private readonly ArrayBufferWriter<byte> _pending = new();

    /// <summary>Writes event ids, for Last-Event-ID.</summary>
    public bool WithIds { get; init; }

    /// <summary>Begins with an event that holds nothing but an id, so that a client can come back before the first message (since 2025-11-25).</summary>
    public bool IsPrimed { get; init; }

    /// <summary>Ends the response where the stream is suspended (since 2025-11-25); other clients wait on it.</summary>
    public bool MaySuspend { get; init; }

    /// <summary>Writes until the stream ends, or the connection does.</summary>
    /// <param name="after">The last event that the client knows; null to begin with what nobody has read.</param>
    /// <param name="isAnswer">Whether the stream answers a request, and may be the answer alone where nothing is to be resumed.</param>
    public async Task RunAsync(long? after, bool isAnswer)
    {
        int reader = log.Attach(after);
        try
        {
            await WriteAsync(reader, isAnswer);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has closed the connection.
        }
        catch (IOException)
        {
            // Likewise.
        }
        finally
        {
            log.Detach(reader);
        }
    }

    private async Task WriteAsync(int reader, bool isAnswer)
    {
        StreamEvent[]? events = [];
        if (isAnswer)
        {
            events = await NextAsync(reader, IsPrimed ? s_moment : s_patience);
            if (events is [{ IsLast: true } only] && (!IsPrimed || only is { Message: null } or { HttpStatus: not StatusCodes.Status200OK }))
            {
                await WriteJsonAsync(only);
                return;
            }
        }

        Begin();
        if (IsPrimed && WithIds)
        {
            Write($"id: {Id(0)}\n{Retry}data: \n\n");
        }

        while (events is not null)
        {
            foreach (StreamEvent e in events)
            {
                await WriteAsync(e);
            }

            // Headers go out at the latest here, with whatever is there.
            await FlushAsync();
            if (events is [.., { IsLast: true }] || (MaySuspend && events is [{ Pause: not null }]))
            {
                return;
            }

            events = await NextAsync(reader, s_keepAlive);
            if (events is [])
            {
                Write(": \n\n");
            }
        }

        // There is more, or there was, but not for this connection: it did not read, or another reads now.
        if (log.IsClosed)
        {
            context.Abort();
        }
    }

    private Task<StreamEvent[]?> NextAsync(int reader, TimeSpan limit) => log.NextAsync(reader, limit, time, context.RequestAborted);

    private async Task WriteJsonAsync(StreamEvent answer)
    {
        if (answer.Message is not { } message)
        {
            // The request was taken back: it has no answer.
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return;
        }

        context.Response.StatusCode = answer.HttpStatus;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = message.Length;
        await context.Response.Body.WriteAsync(message, context.RequestAborted);
    }

    private void Begin()
    {
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async ValueTask WriteAsync(StreamEvent e)
    {
        if (e.Pause is { } pause && MaySuspend)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"id: {Id(e.Number)}\nretry: {pause.TotalMilliseconds:F0}\ndata: \n\n"));
        }

        if (e.Message is not { } message)
        {
            return;
        }

        Write(WithIds ? $"id: {Id(e.Number)}\nevent: message\ndata: " : "event: message\ndata: ");
        if (_pending.WrittenCount + message.Length > Together)
        {
            await FlushAsync();
            await context.Response.Body.WriteAsync(message, context.RequestAborted);
        }
        else
        {
            _pending.Write(message);
        }

        Write("\n\n");
    }

    private async ValueTask FlushAsync()
    {
        await context.Response.Body.WriteAsync(_pending.WrittenMemory, context.RequestAborted);
        _pending.ResetWrittenCount();
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _pending);

    private string Id(long number) => log.Name + "-" + number.ToString(CultureInfo.InvariantCulture);
}
