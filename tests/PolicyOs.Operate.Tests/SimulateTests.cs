using System.Text.Json;

namespace PolicyOs.Operate.Tests;

/// <summary>Sessions that a real gateway recorded, against their own bundle and against changed ones.</summary>
public sealed class SimulateTests : IDisposable
{
    private readonly OperateBundle _bundle = new();

    public void Dispose() => _bundle.Dispose();

    [Fact]
    public async Task Simulate_AgainstItsOwnBundle_ChangesNothing_AndAgainstAnotherSaysWhat()
    {
        await RecordAsync();
        JsonElement own = (await SimulateAsync("--require-same", "--json")).Fine().Json;
        Assert.True(own.GetProperty("same").GetBoolean());
        Assert.Equal((9, 0, 0), Counts(own));
        Assert.Contains("nothing would change\n", (await SimulateAsync()).Fine().Output, StringComparison.Ordinal);

        // Tighter: notes need a person, and paying is for the risk gate.
        Edit("note", "\"side_effect\":\"write\"", "\"side_effect\":\"write\",\"checkpoint\":{\"when\":\"always\",\"timeout_seconds\":300,\"on_timeout\":\"deny\",\"context\":[],\"reason\":\"look\",\"approvers\":[{\"role\":\"support\"}]}");
        Edit("pay", "\"side_effect\":\"write\"", "\"side_effect\":\"write\",\"gate\":\"block\"");
        Ran changed = (await SimulateAsync("--json")).Fine();
        Assert.Equal(
            ["note allow -> ask, allow x2", "pay allow -> deny RISK_GATE_BLOCKED x1", "pay allow as a replay -> deny RISK_GATE_BLOCKED x1", "pay deny IDEMPOTENCY_CONFLICT -> deny RISK_GATE_BLOCKED x1"],
            changed.Json.GetProperty("changes").EnumerateArray()
                .Select(c => $"{c.GetProperty("tool").GetString()} {c.GetProperty("before").GetString()} -> {c.GetProperty("after").GetString()} x{c.GetProperty("calls").GetInt32()}").Order(StringComparer.Ordinal));
        JsonElement load = Assert.Single(changed.Json.GetProperty("approvals").GetProperty("load").EnumerateArray(), l => l.GetProperty("who").GetString() == "role support");
        Assert.Equal((0, 2), (load.GetProperty("before").GetInt32(), load.GetProperty("after").GetInt32()));
        Assert.Equal("note", Assert.Single(Calls(changed.Json), c => c.GetProperty("first_divergence").GetBoolean()).GetProperty("tool").GetString());
        Assert.Equal(1, (await SimulateAsync("--require-same")).ExitCode);
        Assert.Contains("where each session first diverges", (await SimulateAsync()).Fine().Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Simulate_OfAJournalThatIsNotThere_SaysSo() =>
        (await SimulateAsync()).Refused(3, "journal.db");

    private async Task RecordAsync()
    {
        await using Gateway gateway = await Gateway.ConnectAsync(_bundle);
        Assert.True((await gateway.CallAsync("look", 1))!.IsFine);
        Assert.True((await gateway.CallAsync("note", 2))!.IsFine);
        Assert.True((await gateway.CallAsync("pay", 3, "k"))!.IsFine);
        Assert.True((await gateway.CallAsync("pay", 3, "k"))!.IsFine);
        Assert.Equal("IDEMPOTENCY_CONFLICT", (await gateway.CallAsync("pay", 4, "k"))!.Code);
        Assert.Equal("UNKNOWN_ACTION", (await gateway.CallAsync("absent", 1))!.Code);
        Answer asked = (await gateway.CallAsync("send", 5))!;
        Person ines = await Person.EnrolAsync(_bundle, "ines");
        (await ines.ActAsync("approvals", "approve", asked.Approval)).Fine();
        using var patience = new CancellationTokenSource(PolicyOsProcess.Patience);
        while ((await gateway.CallAsync("send", 5))!.Code is not null)
        {
            // The gateway has not heard of it yet.
            await Task.Delay(TimeSpan.FromMilliseconds(20), patience.Token);
        }

        Assert.True((await gateway.CallAsync("note", 6))!.IsFine);
    }

    private void Edit(string tool, string old, string @new)
    {
        string file = Path.Combine(_bundle.Path, "tools", tool + ".yaml");
        string text = File.ReadAllText(file);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(file, text.Replace(old, @new, StringComparison.Ordinal));
    }

    private Task<Ran> SimulateAsync(params string[] options) => PolicyOsProcess.RunAsync(null, ["simulate", "--journal", _bundle.Store, "--bundle", _bundle.Path, .. options]);

    private static (int All, int Changed, int Undetermined) Counts(JsonElement report)
    {
        JsonElement calls = report.GetProperty("calls");
        return (calls.GetProperty("all").GetInt32(), calls.GetProperty("changed").GetInt32(), calls.GetProperty("undetermined").GetInt32());
    }

    private static IEnumerable<JsonElement> Calls(JsonElement report) => report.GetProperty("sessions").EnumerateArray().SelectMany(s => s.GetProperty("calls").EnumerateArray());
}
