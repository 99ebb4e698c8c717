using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Mcp.Hosting;
using PolicyOs.Mcp.Operate;
using PolicyOs.Mcp.Recorded;
using PolicyOs.Verification.Explain;
using PolicyOs.Verification.Golden;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Mcp.Explain;

/// <summary>The state that a call is explained against, and the call where the state comes with one.</summary>
internal sealed record ExplainedSituation
{
    private static readonly byte[] s_noJournal = new byte[32];

    /// <summary>The snapshot.</summary>
    public required Facts Facts { get; init; }

    /// <summary>The tool of the call that comes next there; null when none does.</summary>
    public string? Tool { get; init; }

    /// <summary>Its arguments.</summary>
    public JsonElement? Arguments { get; init; }

    /// <summary>The key of the state's keyed hashes.</summary>
    public byte[] Key { get; init; } = s_noJournal;

    /// <summary>A server's definition of a tool; null when it is not known.</summary>
    public Func<string, Task<JsonElement?>> DefinitionOf { get; init; } = static _ => Task.FromResult<JsonElement?>(null);

    /// <summary>What has to be known to read the explanation.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>What the options say.</summary>
    /// <exception cref="OperateException">They contradict each other, or name what is not there.</exception>
    public static async Task<ExplainedSituation> FindAsync(ParseResult arguments, CompiledBundle bundle)
    {
        int sources = new[] { ExplainOptions.State, ExplainOptions.Task, ExplainOptions.Session }.Count(option => arguments.GetValue(option) is not null);
        if (sources > 1)
        {
            throw new OperateException("--state, --task and --session each say what the state is: give one of them", ExitCodes.Usage);
        }

        Refuse(arguments.GetValue(ExplainOptions.Step) is not null && arguments.GetValue(ExplainOptions.Task) is null, "--step goes with --task");
        Refuse(arguments.GetValue(ExplainOptions.Call) is not null && arguments.GetValue(ExplainOptions.Session) is null, "--call goes with --session");
        Refuse(arguments.GetValue(ExplainOptions.At) is not null && arguments.GetValue(ExplainOptions.Session) is null, "--at goes with --session");
        Refuse(arguments.GetValue(ExplainOptions.Purpose) is not null && sources > 0, "--purpose is for a state that begins empty; this one has a purpose of its own, or none");
        Principal? principal = Caller(arguments);
        return arguments switch
        {
            _ when arguments.GetValue(ExplainOptions.Session) is { } session => await RecordedAsync(arguments, bundle, session, principal),
            _ when arguments.GetValue(ExplainOptions.Task) is { } task => OfTask(bundle, task, arguments.GetValue(ExplainOptions.Step) ?? 1, principal),
            _ when arguments.GetValue(ExplainOptions.State) is not null => Given(bundle, bundle.GoldenTasks[^1], principal),
            _ => Empty(bundle, principal, arguments.GetValue(ExplainOptions.Purpose)),
        };
    }

    private static ExplainedSituation Empty(CompiledBundle bundle, Principal? principal, string? purpose)
    {
        Refuse(
            purpose is not null && !bundle.Session.Purposes.IsEmpty && !bundle.Session.Purposes.Contains(purpose!),
            $"purpose `{purpose}` is not in session.yaml: purpose ({string.Join(", ", bundle.Session.Purposes)})");
        return Given(bundle, GoldenState.Empty(principal, purpose), principal);
    }

    private static ExplainedSituation Given(CompiledBundle bundle, GoldenTask state, Principal? principal) =>
        new() { Facts = GoldenState.After(bundle, principal is null ? state : state with { Principal = principal }, state.Steps.Length) };

    private static ExplainedSituation OfTask(CompiledBundle bundle, string id, int step, Principal? principal)
    {
        GoldenTask task = GoldenRunner.TasksOf(bundle).FirstOrDefault(task => task.Id == id)
            ?? throw new OperateException($"the bundle has no golden task or golden case `{id}`", ExitCodes.DoesNotHold);
        Refuse(step < 1 || step > task.Steps.Length, $"`{id}` has {task.Steps.Length} steps");
        var call = task.Steps[step - 1] as GoldenStep.Call;
        Facts facts = GoldenState.After(bundle, principal is null ? task : task with { Principal = principal }, step - 1);
        return new() { Facts = facts with { Now = facts.Now + task.Steps[step - 1].Advance }, Tool = call?.ToolName, Arguments = call?.Arguments };
    }

    private static async Task<ExplainedSituation> RecordedAsync(ParseResult arguments, CompiledBundle bundle, string id, Principal? principal)
    {
        await using RecordedJournal journal = RecordedJournal.Open(arguments.GetValue(OperateOptions.Store), bundle.Name);
        RecordedSession session = await journal.FindAsync(id);
        RecordedEvent? decided = Decided(session, arguments.GetValue(ExplainOptions.Call));
        long until = decided is null ? arguments.GetValue(ExplainOptions.At) ?? long.MaxValue : decided.Sequence - 1;
        RecordedEvent? last = session.Events.LastOrDefault(e => e.Sequence <= until);
        Refuse(last is null, $"session {session.Id} has no event up to {until}");
        RecordedContext? context = session.ContextAt(last!.Sequence + 1);
        var notes = ImmutableArray.CreateBuilder<string>();
        if (last.Bundle != bundle.Digest)
        {
            notes.Add("the session was decided by another bundle than this one; what this one does not know of it is left out");
        }

        if (principal is null && context?.Principal is null)
        {
            notes.Add("roles, permissions and attributes of the principal were not kept; give --principal FILE where the contract reads them");
        }

        JsonElement? kept = decided?.Text("arguments") is { Length: > 0 } hash ? await journal.Records.ArgumentsAsync(hash) : null;
        if (decided is not null && arguments.GetValue(ExplainOptions.Arguments) is null)
        {
            notes.AddRange(KeptArguments.Note(kept, decided.Text("arguments") ?? string.Empty, journal.Records.Key));
        }

        // What follows is read before the journal is closed.
        var definitions = new Dictionary<string, JsonElement?>(StringComparer.Ordinal);
        foreach ((string tool, (string digest, _)) in context?.Tools ?? ImmutableDictionary<string, (string, string)>.Empty)
        {
            definitions[tool] = await journal.Records.DefinitionAsync(digest);
        }

        DateTimeOffset now = decided?.At ?? (until == long.MaxValue ? TimeProvider.System.GetUtcNow() : last.At);
        return new()
        {
            Facts = RecordedState.After(
                bundle,
                session,
                until,
                await journal.TenantAsync(session.Tenant),
                await journal.TenantAsync("*"),
                principal ?? context?.Principal ?? Unknown(bundle, session),
                context?.Environment ?? ImmutableDictionary<string, string?>.Empty,
                // The call's own reservation has the very time of its decision.
                decided is null ? now : now.AddTicks(-1),
                now),
            Tool = decided?.Text("tool"),
            Arguments = kept,
            Key = journal.Records.Key,
            DefinitionOf = tool => Task.FromResult(definitions.GetValueOrDefault(tool)),
            Notes = notes.ToImmutable(),
        };
    }

    private static RecordedEvent? Decided(RecordedSession session, string? call) => call is null
        ? null
        : session.Events.FirstOrDefault(e => e.Text("call") is { } id && id.StartsWith(call, StringComparison.Ordinal))
            ?? throw new OperateException($"session {session.Id} has no call `{call}`", ExitCodes.DoesNotHold);

    private static Principal Unknown(CompiledBundle bundle, RecordedSession session)
    {
        string id = OperatorDesk.PrincipalOf(session.Stream);
        return bundle.AgentContract.DefaultPrincipal is { } known && known.Id == id
            ? known
            : new Principal(id, "unknown", [], [], session.Tenant, JsonElement.Parse("{}"u8));
    }

    private static Principal? Caller(ParseResult arguments)
    {
        if (arguments.GetValue(ExplainOptions.Principal) is not { } file)
        {
            return null;
        }

        (Principal? principal, _, string? problem) = PrincipalFile.Read(file);
        return principal ?? throw new OperateException(problem!, ExitCodes.Usage);
    }

    private static void Refuse(bool isWrong, string why)
    {
        if (isWrong)
        {
            throw new OperateException(why, ExitCodes.Usage);
        }
    }
}
