using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Engine.Tests.Bundles;

namespace PolicyOs.Engine.Tests.Decisions;

/// <summary>
/// 64 workers race 10,000 calls at one session. Each decides on a snapshot and appends only if nobody was first, as writers of the journal do:
/// no limit, aggregate, rate or one-shot is ever exceeded, and nothing is dispatched twice for one idempotency key.
/// </summary>
public sealed class RaceTests
{
    private const int Workers = 64;
    private const int Calls = 10_000;

    private readonly Lock _streams = new();
    private readonly EngineHarness _h;
    private (SessionState Session, TenantState Tenant) _head;
    private int _waits;

    public RaceTests()
    {
        var bundle = new BundleBuilder();
        bundle.Tool("pay", c => c with { Aggregates = [0], MaxCalls = 300 }, SideEffect.Financial);
        bundle.Tool("once", c => c with { ForbidsAfter = [1] }, SideEffect.Write);
        bundle.Tool("ping", c => c with { RateLimit = new RateLimit(50, null, null, RateLimitScope.Tenant) });
        bundle.Tool("order", c => c with { Idempotency = new Idempotency(true, [Make.Path("$.id")], TimeSpan.FromHours(1), false) }, SideEffect.Write);
        bundle.Limits = bundle.Limits with { MaxToolCalls = 500 };
        bundle.Session = bundle.Session with
        {
            Aggregates =
            [
                new Aggregate { Name = "sum", Metric = AggregateMetric.Sum, Path = Make.Path("$.v"), AtLeast = null, AtMost = Make.Number("100"), Reason = "", When = [] },
            ],
        };
        _h = new EngineHarness(bundle.Build());
        _head = (_h.State, _h.Tenant);
    }

    [Fact]
    public void ManyWorkers_OneSession_NothingIsExceeded()
    {
        var reserved = new List<CallReserved>();
        CallProposal[] proposals =
        [
            .. Enumerable.Range(0, Calls).Select(n => (n % 4) switch
            {
                0 => _h.Propose("pay", """{"v": 0.7}"""),
                1 => _h.Propose("once"),
                2 => _h.Propose("ping"),
                _ => _h.Propose("order", $$"""{"id": {{n / 400}}}"""),
            }),
        ];
        int next = -1;
        Thread[] workers =
        [
            .. Enumerable.Range(0, Workers).Select(_ => new Thread(() =>
            {
                for (int n = Interlocked.Increment(ref next); n < Calls; n = Interlocked.Increment(ref next))
                {
                    Serve(proposals[n], reserved, fails: n % 7 == 0);
                }
            })),
        ];
        Array.ForEach(workers, static w => w.Start());
        Array.ForEach(workers, static w => w.Join());

        Assert.InRange(reserved.Count, 1, 500);
        Assert.Single(reserved, r => r.Tool == 1);
        Assert.InRange(reserved.Count(r => r.Tool == 2), 1, 50);
        Assert.InRange(reserved.Count(r => r.Tool == 0), 1, 300);
        Assert.True(((AggregateState.Sum)_head.Session.Aggregates[0]).Total <= Make.Number("100"));
        Assert.All(reserved.Where(r => r.Tool == 3).GroupBy(r => r.Idempotency!.Key), static g => Assert.Single(g));
        Assert.Equal(Calls, _head.Session.Steps + _waits);
        Assert.Empty(_head.Session.Open);
    }

    private void Serve(CallProposal proposal, List<CallReserved> reserved, bool fails)
    {
        while (true)
        {
            (SessionState session, TenantState tenant) = Read();
            Decision decision = PolicyEngine.Decide(_h.Bundle, Facts(session, tenant), proposal);
            if (decision.Verdict == Verdict.Wait)
            {
                Interlocked.Increment(ref _waits);
                return;
            }

            if (!TryAppend(session, tenant, decision.Events))
            {
                continue;
            }

            if (decision.Events[0] is CallReserved call)
            {
                lock (reserved)
                {
                    reserved.Add(call);
                }

                Settle(call, fails && call.Tool == 0 ? new CallOutcome.NeverSent("down") : EngineHarness.Answered("{}"));
            }

            return;
        }
    }

    private void Settle(CallReserved call, CallOutcome outcome)
    {
        while (true)
        {
            (SessionState session, TenantState tenant) = Read();
            if (TryAppend(session, tenant, [PolicyEngine.Settle(_h.Bundle, Facts(session, tenant), call, outcome).Event]))
            {
                return;
            }
        }
    }

    private Facts Facts(SessionState session, TenantState tenant) => _h.Facts with { Session = session, Tenant = tenant };

    private (SessionState Session, TenantState Tenant) Read()
    {
        lock (_streams)
        {
            return _head;
        }
    }

    private bool TryAppend(SessionState session, TenantState tenant, System.Collections.Immutable.ImmutableArray<EngineEvent> events)
    {
        lock (_streams)
        {
            if (_head.Session.Version != session.Version || _head.Tenant.Version != tenant.Version)
            {
                return false;
            }

            foreach (EngineEvent e in events)
            {
                _head = (
                    PolicyEngine.Apply(_h.Bundle, _head.Session, e),
                    e.Streams.HasFlag(EventStreams.Tenant) ? PolicyEngine.Apply(_h.Bundle, _head.Tenant, e) : _head.Tenant);
            }

            return true;
        }
    }
}
