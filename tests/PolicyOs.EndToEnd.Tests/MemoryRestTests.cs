using System.Globalization;
using PolicyOs.EndToEnd.Tests.Eras;
using PolicyOs.Mcp.Hosting;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A gateway at rest holds no memory that only its start or a rush of calls needed.</summary>
public sealed class MemoryRestTests
{
    private const long Megabyte = 1024 * 1024;

    private readonly SteppedTime _time = new();
    private long _allocated;
    private int _given;

    [Fact]
    public async Task Rest_AfterARush_GivesBackOnce()
    {
        await using var rest = new MemoryRest(_time, () => _allocated, () => _given++);
        Step(60 * Megabyte);
        Assert.Equal(0, _given);
        Step(Megabyte / 8);
        Assert.Equal(1, _given);
        for (int i = 0; i < 20; i++)
        {
            Step(Megabyte / 8);
        }

        Assert.Equal(1, _given);
    }

    [Fact]
    public async Task Rest_ThatAddsUp_GivesBackAgain()
    {
        await using var rest = new MemoryRest(_time, () => _allocated, () => _given++);
        for (int i = 0; i < 8 * 20; i++)
        {
            Step(Megabyte / 8);
        }

        // Twice in twenty megabytes: after eight, and after eight more.
        Assert.Equal(2, _given);
    }

    [Fact]
    public async Task Gateway_WithAThousandTools_RestsWithinItsGoal()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "what a process holds is read from /proc");
        const int goal = 120;
        string tools = string.Join(',', Enumerable.Range(0, 1000).Select(n =>
            $$$"""{"name":"tool_{{{n}}}","description":"Answers with what tool {{{n}}} was given.","inputSchema":{"type":"object","properties":{"text":{"type":"string","maxLength":200},"count":{"type":"integer","minimum":0}},"required":["text"]}}"""));
        await using var server = new Threats.HostileServer { Tools = $"[{tools}]" };
        using BundleFolder bundle = server.DeclareIn(new BundleFolder("thousand"));
        for (int n = 0; n < 1000; n++)
        {
            bundle.Tool($"tool_{n}");
        }

        await using EraClient client = await EraClient.ConnectAsync(Edge.StdioLegacy, bundle.Complete());
        Assert.Equal(1000, (await client.ToolsAsync()).Length);
        using var patience = new CancellationTokenSource(GatewayProcess.Patience);
        while (Resident(client.Wire.ProcessId) > goal * Megabyte)
        {
            Assert.False(patience.IsCancellationRequested, $"{Resident(client.Wire.ProcessId) / Megabyte} MB are held at rest");
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }
    }

    private static long Resident(int process)
    {
        string line = File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    private void Step(long allocates)
    {
        _allocated += allocates;
        _time.Tick();
    }

    // One timer, and its next tick whenever the test says so.
    private sealed class SteppedTime : TimeProvider
    {
        private Action _tick = () => { };

        public void Tick() => _tick();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new Stopped();
        }

        private sealed class Stopped : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
