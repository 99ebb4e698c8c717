using System.Diagnostics;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Benchmarks.Engine;

/// <summary>
/// The figures that the engine is held to. Times are the lower quartile of many short runs, so that what else the machine does shows little;
/// bytes are what the thread allocates.
/// </summary>
internal static class EngineFigures
{
    private const int Runs = 4_001;
    private const int Inner = 50;
    private const int Sessions = 100_000;

    public static void Run()
    {
        Console.WriteLine("| measured | figure | held to |");
        Console.WriteLine("|---|---|---|");
        Func<object>[] decisions =
        [
            DecideAndApply(RealDesk.Load(), 10), DecideAndApply(RealDesk.LoadUnlimited(), 10), DecideAndApply(RealDesk.LoadUnlimited(), 10_000),
            DecideAndApply(TradingDesk.Build(), 10), DecideAndApply(TradingDesk.Build(), 10_000), DecideAndApply(TradingDesk.Build(1_000), 10),
            DecideAndApply(RealDesk.LoadWith(1_000), 10),
        ];
        double[] times = Measure(decisions);
        Print("Decide + Apply, submit_live_order of bundles/trading-desk, approved by two", $"{times[0]:F2} µs, {Allocated(decisions[0])} B", "≤ 3 µs, ≤ 1,536 B");
        Print("… after 10,000 calls of the session instead of 10", $"{times[2]:F2} µs, {times[2] / times[1]:F2}×", "≤ 1.2×");
        Print("… with 1,000 tools more", $"{times[6]:F2} µs, {times[6] / times[0]:F2}×, {Allocated(decisions[6])} B", "≤ 1.2×");
        Print("Decide + Apply, a contract of this benchmark, every kind of check", $"{times[3]:F2} µs, {Allocated(decisions[3])} B", "≤ 3 µs, ≤ 1,536 B");
        Print("… after 10,000 calls of the session instead of 10", $"{times[4]:F2} µs, {times[4] / times[3]:F2}×", "≤ 1.2×");
        Print("… with 1,000 tools instead of 10", $"{times[5]:F2} µs, {times[5] / times[3]:F2}×", "≤ 1.2×");
        Print("Visible over 1,000 tools", $"{Visible():F2} µs", "≤ 100 µs");
        Print("Proposal (schema, keyed hash, secret scan) per KiB of arguments", $"{Proposal():F2} µs", "≤ 12 µs");
        Print("State of 100,000 sessions, ten calls each", $"{Memory() / 1_000_000.0:F0} MB", "≤ 400 MB");
    }

    private static void Print(string what, string figure, string bound) => Console.WriteLine($"| {what} | {figure} | {bound} |");

    private static EngineHarness Session(CompiledBundle bundle, int earlier)
    {
        var h = new EngineHarness(bundle, TradingDesk.Trader, "rebalance");
        h.Call("get_quote", TradingDesk.Quote, TradingDesk.QuoteResult);
        for (int n = 0; n < earlier; n++)
        {
            h.Now += TimeSpan.FromSeconds(7);
            h.Call("submit_live_order", TradingDesk.Order.Replace("\"quantity\": 25", $"\"quantity\": {1 + (n % 50)}", StringComparison.Ordinal));
        }

        h.Events.Clear();
        return h;
    }

    private static Func<object> DecideAndApply(CompiledBundle bundle, int earlier)
    {
        (EngineHarness h, CallProposal proposal) = bundle.Name == "trading-desk" ? RealDesk.Ready(bundle, earlier) : Ready(bundle, earlier);
        Facts facts = h.Facts;
        Decision first = PolicyEngine.Decide(bundle, facts, proposal);
        if (first.Verdict != Verdict.Allow)
        {
            throw new InvalidOperationException(first.Message);
        }

        return () =>
        {
            Decision decision = PolicyEngine.Decide(bundle, facts, proposal);
            return PolicyEngine.Apply(bundle, facts.Session, decision.Events[0]);
        };
    }

    private static (EngineHarness Session, CallProposal Order) Ready(CompiledBundle bundle, int earlier)
    {
        EngineHarness h = Session(bundle, earlier);
        return (h, h.Propose("submit_live_order", TradingDesk.Order));
    }

    private static double Visible()
    {
        CompiledBundle bundle = TradingDesk.Build(1_000);
        Facts facts = Session(bundle, 10).Facts;
        return Measure(() => PolicyEngine.Visible(bundle, facts))[0];
    }

    private static double Proposal()
    {
        CompiledBundle bundle = TradingDesk.Build();
        Tool tool = bundle.Tools[1] with
        {
            InputSchema = Make.Json("""
                {"type": "object", "required": ["account_id", "lines"], "additionalProperties": false,
                 "properties": {"account_id": {"type": "string", "maxLength": 40}, "note": {"type": "string"},
                   "lines": {"type": "array", "items": {"type": "object", "required": ["symbol", "quantity"],
                     "properties": {"symbol": {"type": "string", "pattern": "^[A-Z]{1,6}$"}, "quantity": {"type": "integer", "minimum": 1}, "price": {"type": "number"}, "text": {"type": "string"}}}}}}
                """),
        };
        ToolDefinition definition = ToolDefinition.Compile(tool, null);
        string lines = string.Join(", ", Enumerable.Range(0, 40).Select(n => $$"""{"symbol": "ACME", "quantity": {{n + 1}}, "price": 101.{{n}}, "text": "line {{n}} of the order, limit day"}"""));
        System.Text.Json.JsonElement arguments = Make.Json($$"""{"account_id": "ACC-20931", "note": "rebalance of the book", "lines": [{{lines}}]}""");
        byte[] key = new byte[32];
        double kib = arguments.GetRawText().Length / 1024.0;
        return Measure(() => ProposalBuilder.Build(bundle, tool, definition, tool.Name, arguments, default, "desk", "c", "a", key))[0] / kib;
    }

    // States as the gateway holds them: every session with calls of its own, nothing shared but the bundle.
    private static long Memory()
    {
        CompiledBundle bundle = TradingDesk.Build();
        var states = new SessionState[Sessions];
        var events = new List<(string Type, byte[] Data)>();
        var h = new EngineHarness(bundle, TradingDesk.Trader, "rebalance");
        h.Call("get_quote", TradingDesk.Quote, TradingDesk.QuoteResult);
        for (int n = 0; n < 10; n++)
        {
            h.Now += TimeSpan.FromSeconds(7);
            h.Call("submit_live_order", TradingDesk.Order);
        }

        events.AddRange(h.Events.Select(e => (EventCodec.TypeOf(e), EventCodec.Write(bundle, e))));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        for (int n = 0; n < Sessions; n++)
        {
            SessionState state = SessionState.Initial(bundle);
            foreach ((string type, byte[] data) in events)
            {
                state = PolicyEngine.Apply(bundle, state, EventCodec.Read(bundle, type, data)!);
            }

            states[n] = state;
        }

        long used = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(states);
        return used;
    }

    private static long Allocated(Func<object> work)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        for (int n = 0; n < 1_000; n++)
        {
            work();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - bytes) / 1_000;
    }

    // In changing turns, so that whatever the machine does meanwhile befalls all alike.
    private static double[] Measure(params Func<object>[] works)
    {
        foreach (Func<object> work in works)
        {
            for (int n = 0; n < 50_000; n++)
            {
                work();
            }
        }

        double[][] times = [.. works.Select(static _ => new double[Runs])];
        for (int run = 0; run < Runs; run++)
        {
            for (int turn = 0; turn < works.Length; turn++)
            {
                int w = (run + turn) % works.Length;
                long start = Stopwatch.GetTimestamp();
                for (int n = 0; n < Inner; n++)
                {
                    works[w]();
                }

                times[w][run] = Stopwatch.GetElapsedTime(start).TotalMicroseconds / Inner;
            }
        }

        return [.. times.Select(static t => t.Order().ElementAt(Runs / 4))];
    }
}
