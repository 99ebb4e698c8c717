using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Demo;

namespace PolicyOs.Benchmarks.Load;

/// <summary>A server to call: the inbox itself, or a gateway in front of it.</summary>
internal sealed record LoadTarget(string Name, SelfCommand Program, string[] Arguments, string Tool)
{
    private static readonly string s_bundle = Path.Combine(AppContext.BaseDirectory, "Load", "bundle");

    /// <summary>The demo inbox.</summary>
    public static LoadTarget Direct(SelfCommand program) => new("direct", program, ["demo-server", "inbox"], "threads.read");

    /// <summary>A gateway in front of the demo inbox.</summary>
    public static LoadTarget Governed(SelfCommand program) => Governed(program, s_bundle);

    /// <summary>The same tool on the official C# SDK.</summary>
    public static LoadTarget DirectSdk() => new("direct", new(Environment.ProcessPath!, []), ["sdk-server"], "threads.read");

    /// <summary>A gateway in front of <see cref="DirectSdk"/>.</summary>
    /// <param name="program">The gateway.</param>
    /// <param name="folder">Where its bundle is written.</param>
    public static LoadTarget GovernedSdk(SelfCommand program, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(s_bundle, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(s_bundle, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.WriteAllText(copy, File.ReadAllText(file).Replace(
                "command: policyos, args: [demo-server, inbox]", $"command: \"{Environment.ProcessPath}\", args: [sdk-server]", StringComparison.Ordinal));
        }

        return Governed(program, folder);
    }

    /// <summary>A gateway with a bundle and a store.</summary>
    public static LoadTarget Governed(SelfCommand program, string bundle, string store = "memory") =>
        new("governed", program, ["run", "--bundle", bundle, "--store", store], "read_thread");

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
    public Task MeasureAsync(LineClient client, int calls, int inFlight, Latencies into) => LoadRound.RunAsync(calls, inFlight, () => CallAsync(client), into);

    private async Task CallAsync(LineClient client)
    {
        JsonElement answer = await client.CallAsync(Tool, new JsonObject { ["thread_id"] = "T-1002" });
        if (!answer.TryGetProperty("result"u8, out JsonElement result) || result.TryGetProperty("isError"u8, out JsonElement failed) && failed.GetBoolean())
        {
            throw new InvalidOperationException($"{Name} did not answer the call: {answer}");
        }
    }
}
