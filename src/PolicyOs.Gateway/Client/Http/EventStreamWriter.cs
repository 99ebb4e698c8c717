using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PolicyOs.Gateway.Client.Http;

/// <summary>
/// Writes a stream to one HTTP response: as one JSON object when the answer is all there is, as server-sent events when something comes
/// before it or it takes long.
/// </summary>
internal sealed class EventStreamWriter(HttpContext context, EventLog log, TimeProvider time)
{
    /// <summary>How long an answer alone is waited for before the response begins: clients give up on a response without headers.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    /// <summary>A stream that is silent for so long gets a comment, so that nobody in between takes it for dead.</summary>
    private static readonly TimeSpan s_keepAlive = TimeSpan.FromSeconds(15);

    /// <summary>Writes event ids, for Last-Event-ID.</summary>
    public bool WithIds { get; init; }

    /// <summary>Begins with an event that holds nothing but an id, so that a client can come back before the first message (since 2025-11-25).</summary>
    public bool IsPrimed { get; init; }

    /// <summary>Writes until the stream ends, or the connection does.</summary>
    /// <param name="after">The last event that the client knows; null to begin with what nobody has read.</param>
    /// <param name="mayBeJson">Whether the response may be the answer alone.</param>
    public async Task RunAsync(long? after, bool mayBeJson)
    {
        int reader = log.Attach(after);
        try
        {
            await WriteAsync(reader, mayBeJson);
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

    private async Task WriteAsync(int reader, bool mayBeJson)
    {
        StreamEvent[]? events = [];
        if (mayBeJson)
        {
            events = await NextAsync(reader, s_patience);
            if (events is [{ IsLast: true } only])
            {
                await WriteJsonAsync(only);
                return;
            }
        }

        Begin();
        if (IsPrimed && WithIds)
        {
            await WriteAsync($"id: {Id(0)}\ndata: \n\n");
        }

        while (events is not null)
        {
            foreach (StreamEvent e in events)
            {
                await WriteAsync(e);
            }

            // Headers go out at the latest here, with whatever is there.
            await context.Response.Body.FlushAsync(context.RequestAborted);
            if (events is [.., { IsLast: true }])
            {
                return;
            }

            events = await NextAsync(reader, s_keepAlive);
            if (events is [])
            {
                await WriteAsync(": \n\n");
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

    private async Task WriteAsync(StreamEvent e)
    {
        if (e.Message is not { } message)
        {
            return;
        }

        await WriteAsync(WithIds ? $"id: {Id(e.Number)}\nevent: message\ndata: " : "event: message\ndata: ");
        await context.Response.Body.WriteAsync(message, context.RequestAborted);
        await WriteAsync("\n\n");
    }

    private ValueTask WriteAsync(string text) => context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);

    private string Id(long number) => log.Name + "-" + number.ToString(CultureInfo.InvariantCulture);
}
