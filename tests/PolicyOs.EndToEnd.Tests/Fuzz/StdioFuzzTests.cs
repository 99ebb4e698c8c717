using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Fuzz;

/// <summary>Damaged lines into the real process; a ping after each says where its refusal must have come.</summary>
public sealed class StdioFuzzTests : IAsyncDisposable
{
    private const int MaxMessage = 64 * 1024;
    private const long MaxGrowth = 50_000_000;
    private const int WarmRounds = 2_000;

    private readonly Process _gateway;
    private readonly ConcurrentQueue<(int Round, byte[] Frame, Expected Expected)> _sent = new();
    private readonly Dictionary<string, int> _open = [];
    private readonly List<string> _refusals = [];
    private readonly string _store = Path.Combine(Path.GetTempPath(), $"policyos-fuzz-{Guid.NewGuid():N}.db");

    public StdioFuzzTests()
    {
        string[] arguments =
        [
            .. Executable.PolicyOs.Arguments, "run", "--bundle", RepositoryRoot.At("bundles", "inbox-triage"), "--max-message", "64KiB",
            "--store", "sqlite:" + _store, "--durability", "relaxed",
        ];
        var start = new ProcessStartInfo(Executable.PolicyOs.Program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        _gateway = Process.Start(start)!;
        _gateway.ErrorDataReceived += static (_, _) => { };
        _gateway.BeginErrorReadLine();
    }

    [Fact]
    public async Task Frames_DamagedInAnyWay_AreEachAnsweredWithTheRightCode_AndHoldNothing()
    {
        int rounds = FrameSeeds.Rounds;
        Task<long> reading = Task.Run(() => Read(rounds));
        Task writing = Task.Run(() => Write(rounds));
        await Task.WhenAny(reading, writing).WaitAsync(TimeSpan.FromMinutes(10));

        long growth = await reading.WaitAsync(GatewayProcess.Patience);

        Assert.InRange(growth, long.MinValue, MaxGrowth);
        Assert.Empty(_open);
        _gateway.StandardInput.Close();
        Assert.True(_gateway.WaitForExit(GatewayProcess.Patience));
        Assert.Equal(0, _gateway.ExitCode);
    }

    public ValueTask DisposeAsync()
    {
        if (!_gateway.HasExited)
        {
            _gateway.Kill(entireProcessTree: true);
            _gateway.WaitForExit();
        }

        _gateway.Dispose();
        foreach (string file in Directory.EnumerateFiles(Path.GetTempPath(), Path.GetFileName(_store) + "*"))
        {
            File.Delete(file);
        }

        return ValueTask.CompletedTask;
    }

    private void Write(int rounds)
    {
        Stream input = _gateway.StandardInput.BaseStream;
        void Line(ReadOnlySpan<byte> line)
        {
            input.Write(line);
            input.WriteByte((byte)'\n');
        }

        Line("""{"jsonrpc":"2.0","id":"hello","method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{},"clientInfo":{"name":"f","version":"1"}}}"""u8);
        Line("""{"jsonrpc":"2.0","method":"notifications/initialized"}"""u8);
        var damage = new FrameDamage(20261121);
        string[] seeds = [.. FrameSeeds.Legacy, .. FrameSeeds.Modern];
        for (int i = 0; i < rounds; i++)
        {
            byte[] frame = damage.Next(seeds[i % seeds.Length].Replace("ID", i.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), MaxMessage);
            _sent.Enqueue((i, frame, FrameOracle.Of(frame, MaxMessage)));
            Line(frame);
            Line(Encoding.ASCII.GetBytes($$"""{"jsonrpc":"2.0","id":"ping-{{i}}","method":"ping"}"""));
            input.Flush();
        }
    }

    // Reads until everything is answered; how much the process grew after it was warm.
    private long Read(int rounds)
    {
        long warm = 0;
        int next = 0;
        while ((next < rounds || _open.Count > 0) && _gateway.StandardOutput.ReadLine() is { } line)
        {
            JsonElement message = JsonElement.Parse(line);
            string? id = message.TryGetProperty("id", out JsonElement given) ? given.GetRawText() : null;
            if (message.TryGetProperty("method", out _) || id == "\"hello\"")
            {
                continue;
            }

            if (message.TryGetProperty("error", out JsonElement error) && error.GetProperty("message").GetString()!.StartsWith("message refused", StringComparison.Ordinal))
            {
                _refusals.Add(line);
            }
            else if (id == $"\"ping-{next}\"")
            {
                Assert.True(_sent.TryDequeue(out (int Round, byte[] Frame, Expected Expected) sent));
                Check(sent.Frame, sent.Expected, next++);
                _refusals.Clear();
                warm = next == Math.Min(WarmRounds, rounds) ? WorkingSet() : warm;
            }
            else
            {
                Answered(id!, line);
            }
        }

        Assert.Equal(rounds, next);
        return WorkingSet() - warm;
    }

    private void Check(byte[] frame, Expected expected, int round)
    {
        string what = $"{round}: {Encoding.Latin1.GetString(frame.AsSpan(0, Math.Min(frame.Length, 300)))} -> {string.Join(" | ", _refusals)}";
        if (expected is Expected.Refusal refusal)
        {
            Assert.True(_refusals.Count == 1, what);
            JsonElement answer = JsonElement.Parse(_refusals[0]);
            Assert.True(refusal.Codes.Contains(answer.GetProperty("error").GetProperty("code").GetInt32()), what);
            Assert.True(refusal.Id is null || refusal.Id == answer.GetProperty("id").GetRawText(), what);
            return;
        }

        Assert.True(_refusals.Count == 0, what);
        if (expected is Expected.Answer { Id: var id })
        {
            Count(id, 1);
        }
    }

    // An answer may come before the ping after its request, and so before it is known to be owed.
    private void Answered(string id, string line)
    {
        if (JsonElement.Parse(line).TryGetProperty("error", out JsonElement error))
        {
            Assert.True(error.GetProperty("code").GetInt32() is -32600 or -32601 or -32602 or -32002 or (<= -32020 and >= -32022), line);
        }

        Count(id, -1);
    }

    private void Count(string id, int change)
    {
        int count = _open.GetValueOrDefault(id) + change;
        if (count == 0)
        {
            _open.Remove(id);
        }
        else
        {
            _open[id] = count;
        }
    }

    private long WorkingSet()
    {
        _gateway.Refresh();
        return _gateway.WorkingSet64;
    }
}
