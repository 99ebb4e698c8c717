using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Benchmarks.Load;

/// <summary>A server to call: the demo inbox itself, or a gateway in front of it.</summary>
internal sealed record LoadTarget(string Name, SelfCommand Program, string[] Arguments, string Tool)
{
    /// <summary>The demo inbox.</summary>
    public static LoadTarget Direct(SelfCommand program) => new("direct", program, ["demo-server", "inbox"], "threads.read");

    /// <summary>A gateway in front of the demo inbox.</summary>
    public static LoadTarget Governed(SelfCommand program) =>
        new("governed", program, ["run", "--bundle", Path.Combine(AppContext.BaseDirectory, "Load", "bundle"), "--store", "memory"], "read_thread");

    /// <summary>Starts it and shakes hands.</summary>
    public async Task<LineClient> ConnectAsync()
    {
        LineClient client = LineClient.Start(Program, Arguments);
        await client.ConnectAsync();
        return client;
    }

    /// <summary>From the start of the process to the answered hello.</summary>
    public async Task<TimeSpan> StartupAsync()
    {
        long start = Stopwatch.GetTimestamp();
        await using LineClient client = await ConnectAsync();
        TimeSpan startup = Stopwatch.GetElapsedTime(start);
        await client.EndAsync();
        return startup;
    }

    /// <summary>Calls the tool a number of times, some of them at once.</summary>
    public async Task MeasureAsync(LineClient client, int calls, int inFlight, Latencies into)
    {
        var durations = new TimeSpan[calls];
        int next = -1;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, inFlight).Select(_ => Task.Run(async () =>
        {
            for (int call = Interlocked.Increment(ref next); call < calls; call = Interlocked.Increment(ref next))
            {
                long sent = Stopwatch.GetTimestamp();
                JsonElement answer = await client.CallAsync(Tool, new JsonObject { ["thread_id"] = "T-1002" });
                durations[call] = Stopwatch.GetElapsedTime(sent);
                if (!answer.TryGetProperty("result"u8, out JsonElement result) || result.TryGetProperty("isError"u8, out JsonElement failed) && failed.GetBoolean())
                {
                    throw new InvalidOperationException($"{Name} did not answer the call: {answer}");
                }
            }
        })));
        into.Add(durations, Stopwatch.GetElapsedTime(start));
    }
}
