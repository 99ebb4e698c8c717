using PolicyOs.Contracts;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Tests.Bundles;
using PolicyOs.Testing;

namespace PolicyOs.Benchmarks.Engine;

/// <summary>bundles/trading-desk itself, in a session where a large order is proposed, cleared, quoted and approved by both seats and may be sent.</summary>
internal static class RealDesk
{
    private const string Order =
        """{"order_ref": "O-000001", "proposal_id": "P-3001", "symbol": "ACME", "side": "buy", "order_type": "limit", "shares": 30000, "limit_price": 41.2, "notional_value": 1236000, "stop_price": 39.5}""";

    private const string Contract = """
        tool: NAME
        side_effect: read
        evidence_class: local_transaction
        commit_requirement: acknowledged
        timeouts: { total_ms: 5000 }
        retries: { max_attempts: 1, retry_on: [] }
        rate_limits: { on_429: { respect_retry_after: true, max_sleep_seconds: 2 } }
        assertions: { input_invariants: [], output_invariants: [] }
        golden_cases: []
        allowed_errors: []
        """;

    private static readonly string[] s_symbols = ["ACME", "BETA", "CORE", "DELT", "ECHO"];

    /// <summary>The bundle as it is served.</summary>
    public static CompiledBundle Load() =>
        BundleLoader.Load(RepositoryRoot.At("bundles", "trading-desk")).Bundle ?? throw new InvalidOperationException("bundles/trading-desk has errors");

    /// <summary>The same without a limit to the session's length.</summary>
    public static CompiledBundle LoadUnlimited()
    {
        CompiledBundle bundle = Load();
        return bundle with
        {
            Session = bundle.Session with { Limits = bundle.Session.Limits with { MaxSteps = 10_000_000, MaxToolCalls = 10_000_000 } },
        };
    }

    /// <summary>The bundle with more tools beside its own, each of which a contract says nothing special about.</summary>
    public static CompiledBundle LoadWith(int more)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("policyos-desk-");
        try
        {
            // A bundle is named by its folder.
            DirectoryInfo folder = scratch.CreateSubdirectory("trading-desk");
            string source = RepositoryRoot.At("bundles", "trading-desk");
            foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder.FullName, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }

            string[] names = [.. Enumerable.Range(0, more).Select(n => $"more_{n:D4}")];
            File.AppendAllLines(Path.Combine(folder.FullName, "mcp_contract.yaml"), names.Select(name => $"  - {{ name: {name}, server: desk }}"));
            string agent = Path.Combine(folder.FullName, "agent_contract.yaml");
            File.WriteAllText(agent, File.ReadAllText(agent).Replace(
                "allowed_tools:\n", "allowed_tools:\n" + string.Concat(names.Select(name => $"  - {name}\n")), StringComparison.Ordinal));
            foreach (string name in names)
            {
                File.WriteAllText(Path.Combine(folder.FullName, "tools", name + ".yaml"), Contract.Replace("NAME", name, StringComparison.Ordinal));
            }

            return BundleLoader.Load(folder.FullName).Bundle ?? throw new InvalidOperationException("bundles/trading-desk with more tools has errors");
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    /// <summary>A session after some earlier quotes, and the approved order; Decide allows it.</summary>
    public static (EngineHarness Session, CallProposal Order) Ready(CompiledBundle bundle, int earlier)
    {
        var session = new EngineHarness(bundle, bundle.AgentContract.DefaultPrincipal!);
        for (int n = 0; n < earlier; n++)
        {
            session.Now += TimeSpan.FromSeconds(7);
            Done(session, "get_quote", $$"""{"symbol": "{{s_symbols[n % s_symbols.Length]}}"}""", """{"symbol": "X", "price": 12.5}""");
        }

        session.Now += TimeSpan.FromMinutes(5);
        Done(session, "get_quote", """{"symbol": "ACME"}""", """{"symbol": "ACME", "price": 41.2, "bid": 41.18, "ask": 41.22, "as_of": "2026-11-20T15:59:00Z"}""");
        Done(
            session,
            "propose_trade",
            """{"symbol": "ACME", "side": "buy", "shares": 30000, "limit_price": 41.2, "notional_value": 1236000, "rationale": "Margins recover, and the desk is below its target weight."}""",
            """{"proposal_id": "P-3001", "status": "proposed"}""");
        Done(
            session,
            "run_risk_check",
            """{"proposal_id": "P-3001"}""",
            """{"check_id": "K-3001", "proposal_id": "P-3001", "approved": true, "approved_shares": 30000, "approved_notional": 1236000, "minimum_hedge_shares": 10, "stop_floor": 32.96, "stop_ceiling": 40.788, "portfolio_var": 0.04}""");
        CallProposal order = session.Propose("submit_live_order", Order);
        Approval approval = session.Decide(order).Approval ?? throw new InvalidOperationException(session.Decide(order).Message);
        Approve(session, approval, new("head", ["desk-head"], []));
        Approve(session, approval, new("risk", ["risk-officer"], []));
        session.Events.Clear();
        return (session, order);
    }

    private static void Done(EngineHarness session, string tool, string arguments, string result)
    {
        if (session.Call(tool, arguments, result) is { Verdict: not Verdict.Allow } refused)
        {
            throw new InvalidOperationException(refused.Message);
        }
    }

    private static void Approve(EngineHarness session, Approval approval, Decider who)
    {
        if (session.Judge(approval.Id, ApprovalChoice.AllowOnce, who, ApprovalChannel.Operator) is DeskAnswer.Refused refused)
        {
            throw new InvalidOperationException(refused.Message);
        }
    }
}
