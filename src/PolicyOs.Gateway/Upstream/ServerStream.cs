using System.Text.Json;
using PolicyOs.Gateway.Wire;

namespace PolicyOs.Gateway.Upstream;

/// <summary>A subscriptions/listen stream of a server, opened again when it ends before its time (MCP 2026-07-28, subscriptions).</summary>
/// <param name="connection">To the server.</param>
/// <param name="time">For pauses.</param>
/// <param name="filter">Writes the members of <c>notifications</c>: what is wanted.</param>
internal sealed class ServerStream(UpstreamConnection connection, TimeProvider time, Action<Utf8JsonWriter> filter)
{
    private readonly TaskCompletionSource _acknowledged = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the server has agreed to it.</summary>
    public Task Acknowledged => _acknowledged.Task;

    /// <summary>Listens until told to stop, or the connection ends, or the server knows no such thing.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            for (TimeSpan pause = TimeSpan.FromSeconds(1); await ListenAsync(stop); pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, TimeSpan.TicksPerMinute)))
            {
                await Task.Delay(pause, time, stop);

                // What changed in between was told to nobody.
                connection.ListsChanged?.Invoke();
            }
        }
        catch (OperationCanceledException)
        {
            // No longer wanted.
        }
    }

    // True when it is to be opened again.
    private async Task<bool> ListenAsync(CancellationToken stop)
    {
        using SentRequest sent = connection.Send(new("subscriptions/listen", Write, Progress: null, Channel: null, Clock: null) { Acknowledged = _acknowledged });
        try
        {
            RpcAnswer answer = await sent.Answer.WaitAsync(stop);
            return !connection.Closed.IsCompleted && answer is RpcAnswer.Result or RpcAnswer.Lost;
        }
        catch (OperationCanceledException)
        {
            sent.Cancel("it is no longer wanted");
            throw;
        }
    }

    private void Write(Utf8JsonWriter writer, Hop hop)
    {
        writer.WriteStartObject("notifications"u8);
        filter(writer);
        writer.WriteEndObject();
        hop.WriteMeta(writer, null);
    }
}
