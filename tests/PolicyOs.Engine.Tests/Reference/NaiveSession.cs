// The whole naive model stands in one file on purpose: it is read beside spec 2.1, row by row.
using System.Globalization;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Approvals;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>
/// The decision written a second time, from spec 2 alone: one session with its tenant, kept as plain lists of what happened, every question
/// answered by going through them. Slow and simple on purpose.
/// </summary>
internal sealed class NaiveSession(CompiledBundle bundle, Principal principal, string? purpose, EnforcementMode mode)
{
    private readonly List<NaiveCall> _calls = [];
    private readonly List<NaiveApproval> _approvals = [];
    private readonly List<string> _loop = [];
    private readonly List<string> _asked = [];
    private readonly HashSet<int> _labels = [];
    private readonly Dictionary<int, JsonElement?> _slots = [];
    private int _order;

    public DateTimeOffset Now { get; set; } = new(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);

    public HashSet<int> Quarantined { get; } = [];

    public string Life { get; private set; } = "Live";

    public int Phase { get; private set; } = bundle.Session.InitialPhase;

    public int Steps { get; private set; }

    public int Blocks { get; private set; }

    public int Errors { get; private set; }

    public int ToolCalls => _calls.Count;

    public int Commits { get; private set; }

    public decimal Cost => _calls.Where(static c => c.Status != NaiveStatus.Failed).Sum(static c => c.Cost);

    public IEnumerable<NaiveCall> InFlight => _calls.Where(static c => c.Status == NaiveStatus.InFlight);

    public IEnumerable<NaiveCall> InDoubt => _calls.Where(static c => c.Status == NaiveStatus.InDoubt);

    public IEnumerable<string> Labels => _labels.Order().Select(l => bundle.Labels[l]);

    public IEnumerable<NaiveApproval> Pending => _approvals.Where(a => a.Status == "pending" && Now < a.Expires);

    public JsonElement? Slot(int slot) => _slots.GetValueOrDefault(slot);

    /// <summary>Verdict, code and the call that is replayed; in advise and observe what binds.</summary>
    public (string Verdict, string? Code, string? Replay) Decide(string callId, string approvalId, string toolName, JsonElement arguments)
    {
        bool first = !_asked.Contains(callId);
        Tool? tool = bundle.Tools.FirstOrDefault(t => t.Name == toolName);
        string text = NaiveValues.Canonical(arguments);
        NaiveApproval? known = tool is null ? null : _approvals.LastOrDefault(a => a.Tool == tool.Number && a.Arguments == text && Remembered(a));
        bool enters = first && known is null;
        (string Verdict, string? Code, string? Replay, NaiveApproval? Approval) result = Examine(tool, toolName, arguments, text, first, enters, known, approvalId);
        if (first && result.Verdict != "wait")
        {
            Steps++;
        }

        if (enters && result.Verdict != "wait" && result.Replay is null)
        {
            _loop.Add(toolName + text);
        }

        switch (result.Verdict)
        {
            case "deny":
                _asked.Remove(callId);
                if (enters && result.Code != "RATE_LIMITED" && Life == "Live")
                {
                    Blocks++;
                }

                if (result is { Code: "CHECKPOINT_TIMEOUT" or "APPROVAL_MISMATCH", Approval: { } spent })
                {
                    _approvals.Remove(spent);
                }

                break;
            case "ask":
                if (!_asked.Contains(callId))
                {
                    _asked.Add(callId);
                }

                break;
            case "allow" when result.Replay is null:
                _asked.Remove(callId);
                if (result.Approval is { } used)
                {
                    _approvals.Remove(used);
                }

                Reserve(callId, tool!, arguments, text);
                break;
            case "allow":
                _asked.Remove(callId);
                break;
        }

        Trip();
        return (result.Verdict, result.Code, result.Replay);
    }

    /// <summary>Kind and code of the settlement.</summary>
    public (string Kind, string? Code) Settle(string callId, CallOutcome outcome)
    {
        NaiveCall call = _calls.Single(c => c.Id == callId);
        ToolContract contract = bundle.Tools[call.Tool].Contract!;
        bool sent = outcome is not CallOutcome.NeverSent;
        bool certain = false;
        bool good = false;
        bool counts = true;
        string? code;
        JsonElement? data = null;
        switch (outcome)
        {
            case CallOutcome.Answered answered:
                data = answered.Result.GetProperty("structuredContent");
                if (answered.Result.TryGetProperty("isError", out _))
                {
                    certain = contract.AllowedErrors.Any(e => e.Code is not null && data.Value.TryGetProperty("code", out JsonElement c) && c.ToString() == e.Code);
                    code = certain ? null : "EXECUTION_ERROR";
                }
                else
                {
                    good = contract.OutputInvariants.All(i => NaiveValues.Satisfies(i, data.Value, Slot));
                    code = good ? null : "OUTPUT_INVARIANT_FAILED";
                }

                break;
            case CallOutcome.RpcError rpc:
                certain = rpc.Code is -32601 or -32602;
                code = "EXECUTION_ERROR";
                break;
            case CallOutcome.RateLimited:
                (certain, code, counts) = (true, "RATE_LIMITED", false);
                break;
            case CallOutcome.NeverSent:
                (certain, code) = (true, "UPSTREAM_UNAVAILABLE");
                break;
            case CallOutcome.Cancelled:
                (code, counts) = ("CANCELLED", false);
                break;
            case CallOutcome.TimedOut:
                code = "TOOL_TIMEOUT";
                break;
            default:
                throw new NotSupportedException();
        }

        string kind = good || (sent && contract.CommitRequirement == CommitRequirement.None) ? "committed"
            : certain || contract.SideEffect == SideEffect.Read ? "failed"
            : "in_doubt";
        if (data is { } shown)
        {
            foreach (LabelFromOutput label in contract.LabelsFromOutput)
            {
                if (NaiveValues.Triggers(label.Condition, shown, Slot))
                {
                    _labels.Add(label.Label);
                }
            }
        }

        bool error = code is not null && counts;
        switch (kind)
        {
            case "committed":
                Commit(call, contract, data);
                Blocks = 0;
                Errors = error ? Errors + 1 : 0;
                break;
            case "failed":
                call.Status = NaiveStatus.Failed;
                Errors += error ? 1 : 0;
                break;
            default:
                call.Status = NaiveStatus.InDoubt;
                Errors += error ? 1 : 0;
                break;
        }

        Trip();
        return (kind, code);
    }

    public void Resolve(string callId, bool executed)
    {
        NaiveCall call = _calls.Single(c => c.Id == callId && c.Status == NaiveStatus.InDoubt);
        call.Status = executed ? NaiveStatus.Committed : NaiveStatus.Failed;
        if (executed)
        {
            call.CommitOrder = ++_order;
            call.ByResolution = true;
            Commits++;
            Advance(bundle.Tools[call.Tool].Contract!);
        }
    }

    public void Label(int label) => _labels.Add(label);

    public void Kill()
    {
        Life = "Killed";
        Void();
    }

    public void Close()
    {
        Life = Life == "Live" ? "Closed" : Life;
        Void();
    }

    public void Resume()
    {
        Life = Life == "Closed" ? "Live" : Life;
        Trip();
    }

    public void Release() => (Life, Blocks, Errors) = ("Live", 0, 0);

    public void Expire(string approval, bool shown)
    {
        NaiveApproval a = _approvals.Single(x => x.Id == approval);
        (a.Status, a.Shown, a.ChangedAt) = ("expired", shown, Now);
    }

    /// <summary>Whether the decision is taken.</summary>
    public bool Judge(string approval, Decider who, bool yes, ApprovalChannel channel)
    {
        if (_approvals.FirstOrDefault(a => a.Id == approval) is not { } a || a.Status != "pending" || Now >= a.Expires || Life != "Live"
            || a.Decisions.Any(d => d.Who.Id == who.Id)
            || !a.Checkpoints.Any(c => Eligible(c, who, channel) && !Satisfied(c, a)))
        {
            return false;
        }

        a.Decisions.Add((who, yes, channel));
        a.ChangedAt = Now;
        a.Status = !yes ? "rejected" : a.Checkpoints.All(c => Satisfied(c, a)) ? "approved" : "pending";
        return true;
    }

    public IEnumerable<string> Visible()
    {
        bool enforce = mode == EnforcementMode.Enforce;
        bool dead = Life is "Killed" or "Closed" || (Life == "Tripped" && enforce);
        bool narrow = enforce && bundle.Session.Limits is { NarrowAtMaxToolCalls: true, MaxToolCalls: { } max } && ToolCalls >= max;
        return dead || narrow ? [] : bundle.Tools
            .Where(t => t.IsAllowed && !t.IsBlocked && !Quarantined.Contains(t.Number))
            .Where(t => !enforce || (!Gated(t) && Permitted(t) && Has(t) && For(t) && t.Contract!.IsRiskAllowed && PhaseProblem(t) is null && !Forbidden(t)
                && !(t.Contract.MaxCalls <= _calls.Count(c => c.Tool == t.Number))
                && t.Contract.Preconditions.All(p => Commits >= p.MinimumCommits && (p.Fact < 0 || Possible(bundle.PriorFacts[p.Fact])))))
            .Select(static t => t.Name);
    }

    private (string Verdict, string? Code, string? Replay, NaiveApproval? Approval) Examine(
        Tool? tool, string name, JsonElement arguments, string text, bool first, bool enters, NaiveApproval? known, string approvalId)
    {
        // Rows 1 and 2.
        string? code = Life switch { "Killed" => "SESSION_KILLED", "Closed" => "SESSION_CLOSED", "Tripped" => "CIRCUIT_BREAKER_TRIPPED", _ => null };
        if (code is not null && (mode == EnforcementMode.Enforce || code != "CIRCUIT_BREAKER_TRIPPED"))
        {
            return ("deny", code, null, null);
        }

        bool would = code is not null;
        code = bundle.BlockedTools.Contains(name) ? "TOOL_BLOCKED" : tool is null ? "UNKNOWN_ACTION" : !tool.IsAllowed ? "TOOL_NOT_ALLOWED"
            : Quarantined.Contains(tool.Number) ? "TOOL_QUARANTINED" : null;
        if (code is not null)
        {
            return ("deny", code, null, null);
        }

        ToolContract contract = tool!.Contract!;

        // Rows 4 to 6.
        code = Gated(tool) ? "LABEL_GATE_DENIED" : !Permitted(tool) ? "POLICY_DENIED" : !Has(tool) ? "PERMISSION_DENIED" : !For(tool) ? "PURPOSE_DENIED"
            : !contract.IsRiskAllowed ? "RISK_GATE_BLOCKED" : null;
        if (code is not null && mode == EnforcementMode.Enforce)
        {
            return ("deny", code, null, null);
        }

        would |= code is not null;

        // Row 7.
        if (contract.Idempotency is { } idempotency)
        {
            string? key = KeyOf(tool, arguments);
            NaiveCall? owner = Owner(key, idempotency);
            code = key is null ? "IDEMPOTENCY_KEY_REQUIRED" : null;
            if (owner is not null)
            {
                if (NaiveValues.Canonical(owner.Arguments) != text)
                {
                    code = "IDEMPOTENCY_CONFLICT";
                }
                else if (owner.Status == NaiveStatus.Committed)
                {
                    return ("allow", null, owner.Id, null);
                }
                else if (owner.Status == NaiveStatus.InFlight)
                {
                    return ("wait", null, null, null);
                }
                else
                {
                    code = idempotency.UpstreamSafe ? null : "IDEMPOTENCY_IN_DOUBT";
                }
            }

            if (code is not null && mode == EnforcementMode.Enforce)
            {
                return ("deny", code, null, null);
            }

            would |= code is not null;
        }

        if (would || mode != EnforcementMode.Enforce)
        {
            // Nothing from here on binds; a grant is used up all the same when everything would have passed.
            NaiveApproval? grant = null;
            if (!would && Later(tool, arguments, first, enters, name + text) is null)
            {
                (string verdict, _, NaiveApproval? approval) = Approve(tool, arguments, text, known, approvalId, dry: true);
                grant = verdict == "allow" ? approval : null;
            }

            return ("allow", null, null, grant);
        }

        if (Later(tool, arguments, first, enters, name + text) is { } later)
        {
            return ("deny", later, null, null);
        }

        (string v, string? c, NaiveApproval? a) = Approve(tool, arguments, text, known, approvalId, dry: false);
        return (v, c, null, a);
    }

    // Rows 8 to 19.
    private string? Later(Tool tool, JsonElement arguments, bool first, bool enters, string fingerprint)
    {
        ToolContract contract = tool.Contract!;
        SessionLimits limits = bundle.Session.Limits;
        if (PhaseProblem(tool) is { } phase)
        {
            return phase;
        }

        if (Forbidden(tool))
        {
            return "FORBIDDEN_IN_STATE";
        }

        if (Steps + (first ? 1 : 0) > limits.MaxSteps || ToolCalls + 1 > limits.MaxToolCalls)
        {
            return "SESSION_LIMIT_EXCEEDED";
        }

        if (_calls.Count(c => c.Tool == tool.Number) + 1 > contract.MaxCalls)
        {
            return "TOOL_LIMIT_EXCEEDED";
        }

        if (contract.Cost is not null && limits.MaxCost is { } budget && Cost + Estimate(contract) > NaiveValues.Decimal(budget))
        {
            return "COST_LIMIT_EXCEEDED";
        }

        if (limits.Loop is { } loop && enters && _loop.TakeLast(loop.Window - 1).Count(l => l == fingerprint) + 1 >= loop.Threshold)
        {
            return "LOOP_DETECTED";
        }

        if (contract.RateLimit is { } rate
            && (Recent(tool, TimeSpan.FromMinutes(1)) >= rate.MaxPerMinute || Recent(tool, TimeSpan.FromHours(1)) >= rate.MaxPerHour))
        {
            return "RATE_LIMITED";
        }

        if (!contract.Preconditions.All(p => Commits >= p.MinimumCommits && (p.Fact < 0 || Established(bundle.PriorFacts[p.Fact], arguments))))
        {
            return "PRECONDITION_NOT_MET";
        }

        if (!contract.InputInvariants.All(i => NaiveValues.Satisfies(i, arguments, Slot)))
        {
            return "INPUT_INVARIANT_FAILED";
        }

        if (!contract.ValueInvariants.Where(i => !IsRef(i)).All(i => NaiveValues.Satisfies(i, arguments, Slot)))
        {
            return "ARGUMENT_VALUE_MISMATCH";
        }

        foreach (Invariant reference in contract.ValueInvariants.Where(IsRef))
        {
            if (reference.Operators.OfType<Operator.EqualsSlot>().Any(op => Slot(op.Slot) is null))
            {
                return "REF_UNBOUND";
            }

            if (!NaiveValues.Satisfies(reference, arguments, Slot))
            {
                return "REF_MISMATCH";
            }
        }

        return contract.Aggregates.Any(number => !AggregateHolds(number, tool, arguments)) ? "AGGREGATE_VIOLATION"
            : EnvelopeProblem(tool, arguments)
            ?? (contract.Rules.Any(r => Says(r.Condition.Source, tool, arguments) is var said && (said is null || (said == false && r.Approval is null))) ? "RULE_DENIED" : null)
            ?? (contract.ExecutionConstraints.All(i => NaiveValues.Satisfies(i, arguments, Slot)) ? null : "EXECUTION_CONSTRAINT_VIOLATED");
    }

    // Row 20.
    private (string Verdict, string? Code, NaiveApproval? Approval) Approve(
        Tool tool, JsonElement arguments, string text, NaiveApproval? known, string approvalId, bool dry)
    {
        ToolContract contract = tool.Contract!;
        if (contract.Checkpoints.Any(c => Triggers(c, tool, arguments) is null))
        {
            return ("deny", "RULE_DENIED", null);
        }

        List<Checkpoint> triggered =
        [
            .. contract.Checkpoints.Where(c => Triggers(c, tool, arguments) == true),
            .. contract.Rules.Where(r => r.Approval is not null && Says(r.Condition.Source, tool, arguments) == false).Select(static r => r.Approval!),
        ];
        if (triggered.Count == 0)
        {
            return ("allow", null, known?.Status == "approved" ? known : null);
        }

        if (known is null)
        {
            if (Pending.Count() >= 5)
            {
                return ("deny", "APPROVAL_FLOOD", null);
            }

            var created = new NaiveApproval
            {
                Id = approvalId,
                Tool = tool.Number,
                Arguments = text,
                Checkpoints = triggered,
                Expires = Now + triggered.Min(static c => c.Timeout),
                ChangedAt = Now,
            };
            if (!dry)
            {
                _approvals.Add(created);
            }

            return ("ask", "APPROVAL_PENDING", created);
        }

        bool over = Now >= known.Expires;
        bool covers = triggered.All(t => known.Checkpoints.Any(c => c.Name == t.Name));
        return known.Status switch
        {
            "rejected" => ("deny", "CHECKPOINT_DENIED", known),
            "pending" when !over => ("ask", "APPROVAL_PENDING", known),
            "approved" when !over => covers ? ("allow", null, known) : ("deny", "APPROVAL_MISMATCH", known),
            "expired" when covers && known.Shown && known.Checkpoints.All(static c => c.AllowOnTimeout) => ("allow", null, known),
            _ => ("deny", "CHECKPOINT_TIMEOUT", known),
        };
    }

    /// <summary>Null where an entry cannot be evaluated and no other one decides.</summary>
    private bool? Triggers(Checkpoint checkpoint, Tool tool, JsonElement arguments)
    {
        List<bool?> said =
        [
            .. checkpoint.When.Select(w => w is Condition.Expression e
                ? Says(e.Program.Source, tool, arguments)
                : NaiveValues.Triggers(((Condition.OnPath)w).Invariant, arguments, Slot)),
        ];
        bool deciding = !checkpoint.MatchAll;
        return said.Count == 0 ? true : said.Contains(deciding) ? deciding : said.Contains(null) ? null : !deciding;
    }

    private bool? Says(string expression, Tool tool, JsonElement arguments) => NaiveExpressions.Evaluate(
        expression,
        new NaiveView(
            this,
            tool,
            arguments,
            Phase < 0 ? null : bundle.Session.Phases[Phase].Name,
            purpose,
            name => _calls.Count(c => bundle.Tools[c.Tool].Name == name)));

    private bool Remembered(NaiveApproval a) => a.Status switch
    {
        "pending" or "approved" => Now < a.Expires + TimeSpan.FromMinutes(10),
        _ => Now < a.ChangedAt + TimeSpan.FromMinutes(10),
    };

    private bool Eligible(Checkpoint c, Decider who, ApprovalChannel channel) =>
        !(c.IsOutOfBand && channel == ApprovalChannel.Client)
        && !(c.SeparationOfDuties && who.Id == principal.Id)
        && (c.Approvers.IsEmpty || c.Approvers.Any(seat => Sits(seat, who)));

    private static bool Sits(Approver seat, Decider who) =>
        seat.Kind == ApproverKind.User ? who.Id == seat.Name : seat.Kind == ApproverKind.Role && who.Roles.Contains(seat.Name);

    private bool Satisfied(Checkpoint c, NaiveApproval a)
    {
        List<Decider> agreed = [.. a.Decisions.Where(d => d.Yes && Eligible(c, d.Who, d.Channel)).Select(static d => d.Who)];
        int needed = c.Approvers.IsEmpty || c.Rule == ApprovalRule.Any ? 1 : c.Rule == ApprovalRule.All ? c.Approvers.Length : (c.Approvers.Length / 2) + 1;
        return c.Approvers.IsEmpty ? agreed.Count > 0 : MostSeats([.. c.Approvers], agreed) >= needed;
    }

    // Every way to seat the people, tried.
    private static int MostSeats(List<Approver> seats, List<Decider> people) => seats.Count == 0
        ? 0
        : Math.Max(
            MostSeats(seats[1..], people),
            people.Where(p => Sits(seats[0], p)).Select(p => 1 + MostSeats(seats[1..], [.. people.Where(q => q != p)])).DefaultIfEmpty(0).Max());

    private void Reserve(string callId, Tool tool, JsonElement arguments, string text)
    {
        ToolContract contract = tool.Contract!;
        string? key = KeyOf(tool, arguments);
        NaiveCall? owner = Owner(key, contract.Idempotency);
        var contributions = new Dictionary<int, JsonElement>();
        var sums = new Dictionary<int, decimal>();
        foreach (int number in contract.Aggregates)
        {
            Aggregate aggregate = bundle.Session.Aggregates[number];
            JsonElement? value = aggregate.Path is null ? null : NaiveValues.At(aggregate.Path, arguments);
            bool counts = aggregate.Metric == AggregateMetric.Count
                || (!NaiveValues.IsAbsent(value) && (aggregate.Metric == AggregateMetric.CountDistinct || value!.Value.ValueKind == JsonValueKind.Number));
            if (counts)
            {
                contributions[number] = value ?? default;
                if (aggregate.Metric == AggregateMetric.Sum)
                {
                    sums[number] = Counted(number, value!.Value.GetDecimal());
                }
            }
        }

        if (owner is not null && NaiveValues.Canonical(owner.Arguments) != text)
        {
            key = null;
        }

        _calls.Add(new NaiveCall
        {
            Id = callId, Tool = tool.Number, Arguments = arguments, Order = ++_order, At = Now, Cost = Estimate(contract), Key = key,
            Contributions = contributions, Sums = sums,
        });
        foreach (int label in contract.AddsLabels)
        {
            _labels.Add(label);
        }
    }

    private void Commit(NaiveCall call, ToolContract contract, JsonElement? data)
    {
        (call.Status, call.CommitOrder, call.Data) = (NaiveStatus.Committed, ++_order, data);
        Commits++;
        Advance(contract);
        foreach (Bind bind in contract.Binds)
        {
            JsonElement? root = bind.Source == ValueSource.Output ? data : call.Arguments;
            _slots[bind.Slot] = root is null ? null : NaiveValues.At(bind.Path, root.Value);
        }

        if (contract.Cost is Cost.FromOutput from && data is { } output && NaiveValues.At(from.Path, output) is { ValueKind: JsonValueKind.Number } usd
            && usd.GetDecimal() >= 0)
        {
            call.Cost = usd.GetDecimal();
        }
    }

    private void Advance(ToolContract contract)
    {
        if (contract.AdvancesTo >= 0 && bundle.Session.Phases[Phase].Next.Contains(contract.AdvancesTo))
        {
            Phase = contract.AdvancesTo;
        }
    }

    private void Trip()
    {
        if (Life == "Live" && bundle.Session.Limits.Breaker is { } breaker && (Blocks >= breaker.ConsecutiveBlocks || Errors >= breaker.ConsecutiveErrors))
        {
            Life = "Tripped";
        }
    }

    private void Void()
    {
        _approvals.RemoveAll(static a => a.Status != "rejected");
        _asked.Clear();
    }

    private static bool IsRef(Invariant i) => i.Operators.Any(static op => op is Operator.EqualsSlot);

    private bool Gated(Tool tool) => bundle.Session.Policy?.LabelGates.Any(g => _labels.Contains(g.Label) && g.DenyTools.Contains(tool.Number)) == true;

    private bool Has(Tool tool) => tool.Contract!.RequiredPermissions.All(p => principal.Permissions.Contains(p)
        || principal.Roles.Any(r => bundle.Roles.TryGetValue(r, out Role? role) && role.Permissions.Contains(p)));

    private bool For(Tool tool)
    {
        ToolContract c = tool.Contract!;
        return (c.AllowedIntents.IsEmpty && c.DisallowedIntents.IsEmpty)
            || (purpose is not null && !c.DisallowedIntents.Contains(purpose) && (c.AllowedIntents.IsEmpty || c.AllowedIntents.Contains(purpose)));
    }

    private bool Permitted(Tool tool)
    {
        SessionPolicy? policy = bundle.Session.Policy;
        List<SessionPolicyRule> rules = [.. (policy?.Rules ?? []).Where(r => r.Tools.IsEmpty || r.Tools.Contains(tool.Number))];
        if (rules.Any(r => r.IsDeny && Matches(r.Condition, deny: true)) || tool.Contract!.Policy?.Deny.Any(c => Matches(c, deny: true)) == true)
        {
            return false;
        }

        List<SessionPolicyRule> matching = [.. rules.Where(r => !r.IsDeny && Matches(r.Condition, deny: false))];
        bool named = rules.Any(static r => !r.IsDeny && !r.Tools.IsEmpty);
        return (!named || matching.Any(static r => !r.Tools.IsEmpty))
            && (policy is not { DefaultDeny: true } || matching.Count > 0)
            && (tool.Contract.Policy is not { Allow.IsEmpty: false } own || own.Allow.Any(c => Matches(c, deny: false)));
    }

    private bool Matches(PrincipalCondition condition, bool deny)
    {
        bool missing = NaiveValues.IsAbsent(NaiveValues.At(condition.Condition.Path, principal.Document));
        return missing && !condition.Condition.Operators.Any(static op => op is Operator.Exists)
            ? deny
            : NaiveValues.Satisfies(condition.Condition, principal.Document, Slot);
    }

    private string? PhaseProblem(Tool tool)
    {
        ToolContract c = tool.Contract!;
        if (bundle.Session.Phases.IsEmpty)
        {
            return null;
        }

        if (!c.ValidInPhases.Contains(Phase))
        {
            return "WRONG_PHASE";
        }

        bool bad = c.AdvancesTo >= 0
            && ((c.AdvancesTo != Phase && !bundle.Session.Phases[Phase].Next.Contains(c.AdvancesTo))
                || InFlight.Any(o => bundle.Tools[o.Tool].Contract!.AdvancesTo is >= 0 and int other && other != c.AdvancesTo));
        return bad ? "ILLEGAL_TRANSITION" : null;
    }

    private bool Forbidden(Tool tool) => _calls.Any(c => bundle.Tools[c.Tool].Contract!.ForbidsAfter.Contains(tool.Number));

    private int Recent(Tool tool, TimeSpan window) => _calls.Count(c => c.Tool == tool.Number && c.At > Now - window);

    private static decimal Estimate(ToolContract contract) => contract.Cost switch
    {
        Cost.Fixed c => NaiveValues.Decimal(c.Amount),
        Cost.FromOutput c => NaiveValues.Decimal(c.Estimate),
        _ => 0,
    };

    private IEnumerable<NaiveCall> CommittedWith(int tool) =>
        _calls.Where(c => c.Tool == tool && c.Status == NaiveStatus.Committed && !c.ByResolution).OrderBy(static c => c.CommitOrder);

    private bool Possible(PriorFact fact) => fact.Resource is null
        ? Established(fact, default)
        : CommittedWith(fact.Tool).Any(c => !NaiveValues.IsAbsent(NaiveValues.At(fact.Resource, c.Arguments)));

    private bool Established(PriorFact fact, JsonElement arguments)
    {
        IEnumerable<NaiveCall> commits = CommittedWith(fact.Tool);
        if (fact.Resource is { } path)
        {
            JsonElement? mine = NaiveValues.At(path, arguments);
            if (NaiveValues.IsAbsent(mine))
            {
                return false;
            }

            commits = commits.Where(c => NaiveValues.At(path, c.Arguments) is { } theirs && NaiveValues.Canonical(theirs) == NaiveValues.Canonical(mine!.Value));
        }

        return commits.LastOrDefault() is { } last
            && (fact.WithOutput.IsEmpty || (last.Data is { } data && fact.WithOutput.All(i => NaiveValues.Satisfies(i, data, Slot))));
    }

    private decimal Counted(int number, decimal value)
    {
        Aggregate a = bundle.Session.Aggregates[number];
        bool lower = a.AtLeast is not null || a.When.Any(static w => w.ThenAtLeast is not null);
        bool upper = a.AtMost is not null || a.When.Any(static w => w.ThenAtMost is not null);
        bool negatives = _calls.Any(c => c.Status != NaiveStatus.Failed && c.Sums.TryGetValue(number, out decimal v) && v < 0);
        return upper && !lower && value < 0 ? 0 : lower && !upper && value > 0 && negatives ? 0 : value;
    }

    private bool AggregateHolds(int number, Tool tool, JsonElement arguments)
    {
        Aggregate a = bundle.Session.Aggregates[number];
        List<NaiveCall> counted = [.. _calls.Where(c => c.Status != NaiveStatus.Failed && c.Contributions.ContainsKey(number))];
        decimal result;
        if (a.Metric == AggregateMetric.Count)
        {
            result = counted.Count + 1;
        }
        else
        {
            JsonElement? found = NaiveValues.At(a.Path!, arguments);
            if (NaiveValues.IsAbsent(found) || (a.Metric != AggregateMetric.CountDistinct && found!.Value.ValueKind != JsonValueKind.Number))
            {
                return false;
            }

            JsonElement value = found!.Value;
            result = a.Metric switch
            {
                AggregateMetric.Sum => counted.Sum(c => c.Sums[number]) + Counted(number, value.GetDecimal()),
                AggregateMetric.Max => counted.Select(c => c.Contributions[number].GetDecimal()).Append(value.GetDecimal()).Max(),
                AggregateMetric.Min => counted.Select(c => c.Contributions[number].GetDecimal()).Append(value.GetDecimal()).Min(),
                _ => counted.Select(c => NaiveValues.Canonical(c.Contributions[number])).Append(NaiveValues.Canonical(value)).Distinct().Count(),
            };
        }

        ConditionalBound? when = null;
        foreach (ConditionalBound bound in a.When)
        {
            bool? holds = bound.Condition is BoundCondition.Expression e
                ? Says(e.Source, tool, arguments)
                : bound.Condition is BoundCondition.OnSlot s && Slot(s.Slot) is { } v && s.Operators.All(op => NaiveValues.Holds(op, v, Slot) == true);
            if (holds is null)
            {
                return false;
            }

            if (holds == true)
            {
                when = bound;
                break;
            }
        }

        decimal? least = (when?.ThenAtLeast ?? a.AtLeast) is { } l ? NaiveValues.Decimal(l) : null;
        decimal? most = (when?.ThenAtMost ?? a.AtMost) is { } m ? NaiveValues.Decimal(m) : null;
        return !(result < least) && !(result > most);
    }

    private string? EnvelopeProblem(Tool tool, JsonElement arguments)
    {
        foreach (EnvelopeStageReference reference in tool.Contract!.EnvelopeStages)
        {
            Envelope envelope = bundle.Session.Envelopes[reference.Envelope];
            EnvelopeStage stage = envelope.Stages[reference.Stage];
            if (stage.Role != EnvelopeRole.Constrained)
            {
                continue;
            }

            if (NaiveValues.At(stage.Path, arguments) is not { ValueKind: JsonValueKind.Number } value)
            {
                return "ENVELOPE_VIOLATION";
            }

            if (KeyText(stage, arguments) is not { } key)
            {
                return "ENVELOPE_REFERENCE_MISSING";
            }

            decimal v = value.GetDecimal();
            decimal? ceiling = Captured(envelope, EnvelopeRole.Ceiling, key) is { Count: > 0 } ceilings ? ceilings.Min() : null;
            decimal? floor = Captured(envelope, EnvelopeRole.Floor, key) is { Count: > 0 } floors ? floors.Max() : null;
            decimal? last = Last(envelope, key);
            bool? passes = envelope.Constraint switch
            {
                EnvelopeConstraint.LteCeiling => ceiling is null ? null : v <= ceiling,
                EnvelopeConstraint.GteFloor => floor is null ? null : v >= floor,
                EnvelopeConstraint.Bounded => floor is null || ceiling is null ? null : floor <= v && v <= ceiling,
                EnvelopeConstraint.MonotonicDecrease => last is null ? null : v <= last,
                EnvelopeConstraint.MonotonicIncrease => last is null ? null : v >= last,
                _ => last is null ? null : Math.Abs(v - last.Value) <= NaiveValues.Decimal(envelope.Band!.Value) * Math.Abs(last.Value),
            };
            if (passes != true)
            {
                return passes is null ? "ENVELOPE_REFERENCE_MISSING" : "ENVELOPE_VIOLATION";
            }
        }

        return null;
    }

    private static string? KeyText(EnvelopeStage stage, JsonElement arguments)
    {
        List<JsonElement?> values = [.. stage.Key.Select(p => NaiveValues.At(p, arguments))];
        return values.Any(NaiveValues.IsAbsent) ? null : string.Join("|", values.Select(v => NaiveValues.Canonical(v!.Value)));
    }

    // The latest capture of every stage of a role.
    private List<decimal> Captured(Envelope envelope, EnvelopeRole role, string key) =>
    [
        .. envelope.Stages.Where(s => s.Role == role)
            .Select(s => CommittedWith(s.Tool).LastOrDefault(c => KeyText(s, c.Arguments) == key) is { } c ? Value(s, c) : null)
            .Where(static v => v is not null).Select(static v => v!.Value),
    ];

    private decimal? Last(Envelope envelope, string key)
    {
        var series = new List<(int Order, decimal? Value, bool IsReference)>();
        foreach (EnvelopeStage s in envelope.Stages)
        {
            if (s.Role is EnvelopeRole.Initial or EnvelopeRole.Anchor)
            {
                series.AddRange(CommittedWith(s.Tool).Where(c => KeyText(s, c.Arguments) == key).Select(c => (c.CommitOrder, Value(s, c), true)));
            }
            else if (s.Role == EnvelopeRole.Constrained && envelope.Constraint is EnvelopeConstraint.MonotonicDecrease or EnvelopeConstraint.MonotonicIncrease)
            {
                series.AddRange(_calls.Where(c => c.Tool == s.Tool && c.Status != NaiveStatus.Failed && KeyText(s, c.Arguments) == key
                    && NaiveValues.At(s.Path, c.Arguments) is { ValueKind: JsonValueKind.Number })
                    .Select(c => (c.Order, (decimal?)NaiveValues.At(s.Path, c.Arguments)!.Value.GetDecimal(), false)));
            }
        }

        (int Order, decimal? Value, bool IsReference) reference = series.Where(static x => x.IsReference).OrderBy(static x => x.Order).LastOrDefault();
        return reference.Value is null ? null : series.OrderBy(static x => x.Order).Last().Value;
    }

    private static decimal? Value(EnvelopeStage stage, NaiveCall call)
    {
        JsonElement? root = stage.Source == ValueSource.Output ? call.Data : call.Arguments;
        return root is { } r && NaiveValues.At(stage.Path, r) is { ValueKind: JsonValueKind.Number } v ? v.GetDecimal() : null;
    }

    private NaiveCall? Owner(string? key, Idempotency? idempotency)
    {
        NaiveCall? last = key is null ? null : _calls.LastOrDefault(c => c.Key == key && c.Status != NaiveStatus.Failed);
        return last is { Status: NaiveStatus.Committed } && Now >= last.At + idempotency!.Retention ? null : last;
    }

    private string? KeyOf(Tool tool, JsonElement arguments)
    {
        if (tool.Contract!.Idempotency is not { } idempotency)
        {
            return null;
        }

        List<JsonElement?> values = [.. idempotency.Key.Select(p => NaiveValues.At(p, arguments))];
        return values.Any(NaiveValues.IsAbsent) ? null : tool.Name + string.Join("|", values.Select(v => NaiveValues.Canonical(v!.Value)));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Life} phase {Phase} steps {Steps} calls {ToolCalls}");
}
