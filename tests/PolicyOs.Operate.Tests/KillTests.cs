using System.Globalization;
using System.Text.Json;
using PolicyOs.Journal.Audit;

namespace PolicyOs.Operate.Tests;

/// <summary>
/// A gateway is killed at a random instant while sixteen calls run, and started again. POLICYOS_KILL_ROUNDS says how often: 4 by default,
/// 30 in CI, 300 by night (<c>POLICYOS_KILL_ROUNDS=300 dotnet test tests/PolicyOs.Operate.Tests --filter FullyQualifiedName~KillTests</c>).
/// </summary>
public sealed class KillTests : IDisposable
{
    private const int Parallel = 16;
    private const string Reserved = "policyos.call.reserved";

    private static readonly int s_rounds =
        int.TryParse(Environment.GetEnvironmentVariable("POLICYOS_KILL_ROUNDS"), CultureInfo.InvariantCulture, out int rounds) ? rounds : 4;

    private readonly OperateBundle _bundle = new();
    private readonly Random _random = new(20260314);

    // What a client was told is done: committed calls by their number, for every round.
    private readonly HashSet<long> _told = [];
    private int _next = 1;
    private int _killedUnderWay;

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Kill_WhileSixteenCallsRun_LosesNothingAndRepeatsNothing()
    {
        string? session = null;
        JournalView journal = JournalView.Empty;
        for (int round = 0; round < s_rounds; round++)
        {
            // Half of the rounds take the session up again, the others start one beside what is left in doubt.
            string[] options = session is not null && _random.Next(2) == 0 ? ["--session", session] : [];

            // No power fails here: what need not wait for the disk outlives the gateway all the same.
            options = round % 3 == 2 ? [.. options, "--durability", "relaxed"] : options;
            session = await KillAsync(round, options);
            journal = await CheckAsync(journal);
        }

        await using (Gateway last = await Gateway.ConnectAsync(_bundle, "--session", session!))
        {
            Assert.True((await last.CallAsync("look", _next++))!.IsFine);
        }

        journal = await CheckAsync(journal);
        Assert.Empty(journal.Unsettled(session!));
        string[] effects = _bundle.Effects();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{s_rounds} kills, {_killedUnderWay} of them with calls under way; {effects.Count(line => line.Contains(' '))} effects, {journal.Events.Count} events, " +
            $"{_told.Count} commits that a client was told, {journal.InDoubt} in doubt");
        Assert.NotEmpty(_told);
    }

    [Fact]
    public async Task Kill_AfterAReadThatTaints_LeavesTheSessionTainted()
    {
        string look = Path.Combine(_bundle.Path, "tools", "look.yaml");
        await File.WriteAllTextAsync(look, (await File.ReadAllTextAsync(look)).Replace("\"golden_cases\"", "\"labels\":{\"add\":[\"tainted\"]},\"golden_cases\"", StringComparison.Ordinal));
        string session;
        await using (Gateway gateway = await Gateway.ConnectAsync(_bundle))
        {
            session = (await gateway.SessionAsync)!;
            Assert.True((await gateway.CallAsync("look", 1))!.IsFine);
            await gateway.KillAsync();
        }

        await using Gateway again = await Gateway.ConnectAsync(_bundle, "--session", session);
        Assert.Equal("LABEL_GATE_DENIED", (await again.CallAsync("note", 2))!.Code);
    }

    private async Task<string> KillAsync(int round, string[] options)
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle, options);
        string session = (await gateway.SessionAsync)!;
        int answersBefore = gateway.Answers;
        var calls = new List<(int N, string Tool, Task<Answer?> Answer)>();
        for (int i = 0; i < Parallel; i++)
        {
            string tool = (i % 4) switch { 0 => "look", 1 => "note", _ => "pay" };

            // A key is used twice in a round, and again in the next: all calls with one key are the same call.
            int n = tool == "pay" ? 1_000_000 + ((round / 2) * 4) + (i / 4) : _next++;
            calls.Add((n, tool, gateway.CallAsync(tool, n, tool == "pay" ? $"k{n}" : null)));
        }

        // The instant: after so many answers, and a little later. Waiting for answers makes it fall among the calls on any machine.
        int answers = _random.Next(0, Parallel);
        TimeSpan later = TimeSpan.FromMilliseconds(_random.NextDouble() * 4);
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while (gateway.Answers - answersBefore < answers)
        {
            await Task.WhenAny(calls.Where(call => !call.Answer.IsCompleted).Select(call => (Task)call.Answer));
            patience.Token.ThrowIfCancellationRequested();
        }

        await Task.Delay(later, CancellationToken.None);
        await gateway.KillAsync();
        int open = 0;
        foreach ((int n, string tool, Task<Answer?> task) in calls)
        {
            Answer? answer = await task;
            open += answer is null ? 1 : 0;
            if (answer is { IsFine: true } && tool != "look")
            {
                _told.Add(n);
            }
        }

        _killedUnderWay += open > 0 ? 1 : 0;
        await ServersEndedAsync();
        return session;
    }

    // The server works off what is still in its pipe; its last line says that nothing comes any more.
    private async Task ServersEndedAsync()
    {
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while (true)
        {
            string[] lines = _bundle.Effects();
            if (lines.Count(line => line == "start") == lines.Count(line => line == "end"))
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), patience.Token);
        }
    }

    private async Task<JournalView> CheckAsync(JournalView before)
    {
        Ran export = (await PolicyOsProcess.RunAsync(null, "audit", "export", "--bundle", _bundle.Path, "--store", _bundle.Store)).Fine();
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(export.Output);
        AuditReport report = AuditVerifier.Verify(new MemoryStream(bytes), null);
        Assert.True(report.Holds, string.Join('\n', report.Faults));
        Assert.Equal(0, report.UnanchoredEvents);
        JournalView journal = JournalView.Parse(export.Output);
        Assert.Superset(before.Events, journal.Events);

        string[][] effects = [.. _bundle.Effects().Where(line => line.Contains(' ')).Select(line => line.Split(' '))];
        foreach (string[] effect in effects.Where(effect => effect[0] != "look"))
        {
            Assert.True(journal.Reserved.Contains(long.Parse(effect[1], CultureInfo.InvariantCulture)), $"`{string.Join(' ', effect)}` happened without a reservation");
        }

        Assert.All(effects.Where(effect => effect[2] != "-").CountBy(effect => effect[2]), key => Assert.True(key.Value == 1, $"{key.Key} happened {key.Value} times"));
        Assert.Subset(journal.Committed, _told);
        return journal;
    }

    /// <summary>What an exported journal says of calls.</summary>
    private sealed record JournalView(HashSet<string> Events, HashSet<long> Reserved, HashSet<long> Committed, Dictionary<string, HashSet<string>> Open, int InDoubt)
    {
        public static JournalView Empty { get; } = new([], [], [], [], 0);

        public static JournalView Parse(string export)
        {
            JournalView view = new([], [], [], [], 0);
            var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
            var doubtful = new HashSet<string>(StringComparer.Ordinal);
            foreach (JsonElement e in export.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)))
            {
                if (!e.TryGetProperty("hash", out JsonElement hash) || !e.TryGetProperty("subject", out JsonElement subject))
                {
                    continue;
                }

                view.Events.Add(hash.GetString()!);
                string stream = subject.GetString()!;
                string type = e.GetProperty("type").GetString()!;
                JsonElement data = e.GetProperty("data");
                if (!stream.StartsWith("session/", StringComparison.Ordinal) || !data.TryGetProperty("call", out JsonElement id))
                {
                    continue;
                }

                string call = id.GetString()!;
                HashSet<string> open = view.Open.TryGetValue(stream, out HashSet<string>? known) ? known : view.Open[stream] = [];
                switch (type)
                {
                    case KillTests.Reserved:
                        open.Add(call);
                        if (data.TryGetProperty("aggregates", out JsonElement aggregates))
                        {
                            JsonElement value = aggregates[0].GetProperty("value");
                            numbers[call] = long.Parse(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), CultureInfo.InvariantCulture);
                            view.Reserved.Add(numbers[call]);
                        }

                        break;
                    case "policyos.call.committed":
                        open.Remove(call);
                        if (numbers.TryGetValue(call, out long n))
                        {
                            view.Committed.Add(n);
                        }

                        break;
                    case "policyos.call.failed":
                        open.Remove(call);
                        break;
                    case "policyos.call.in_doubt":
                        open.Remove(call);
                        doubtful.Add(call);
                        break;
                }
            }

            return view with { InDoubt = doubtful.Count };
        }

        /// <summary>Calls of a session that no event has settled, nor put in doubt.</summary>
        public IEnumerable<string> Unsettled(string session) => Open.Where(open => open.Key.EndsWith("/" + session, StringComparison.Ordinal)).SelectMany(open => open.Value);
    }
}
