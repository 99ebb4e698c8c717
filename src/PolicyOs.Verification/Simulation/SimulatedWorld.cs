using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine;
using PolicyOs.Engine.Definitions;
using PolicyOs.Engine.Events;
using PolicyOs.Engine.State;
using PolicyOs.Verification.Recorded;

namespace PolicyOs.Verification.Simulation;

/// <summary>What the sessions of a simulation share: the other bundle, the streams of tenants, what was kept.</summary>
internal sealed class SimulatedWorld(CompiledBundle bundle, IKeptRecords records, AddedApprovals added)
{
    private readonly Dictionary<string, TenantState> _tenants = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Tool, string Digest), ToolDefinition> _definitions = [];
    private int _lastId;

    /// <summary>The other bundle.</summary>
    public CompiledBundle Bundle => bundle;

    /// <summary>What was kept.</summary>
    public IKeptRecords Records => records;

    /// <summary>What becomes of approvals that nobody was asked for.</summary>
    public AddedApprovals Added => added;

    /// <summary>The fold of the stream of <c>per: global</c> rates.</summary>
    public TenantState Everyone { get; private set; } = TenantState.Initial;

    /// <summary>Numbers of tools whose rates and idempotency keys are no longer certain: some call of theirs is not.</summary>
    public HashSet<int> Uncertain { get; } = [];

    /// <summary>Calls that wait for an equal one.</summary>
    public List<(SimulatedSession Session, SimulatedCall Call)> Waiting { get; } = [];

    /// <summary>The fold of a tenant's stream.</summary>
    public TenantState Tenant(string tenant) => _tenants.GetValueOrDefault(tenant, TenantState.Initial);

    /// <summary>Folds an event into the streams that sessions share.</summary>
    public void Fold(string tenant, EngineEvent e)
    {
        if (e.Streams.HasFlag(EventStreams.Tenant))
        {
            _tenants[tenant] = PolicyEngine.Apply(bundle, Tenant(tenant), e);
        }

        if (e.Streams.HasFlag(EventStreams.Everyone))
        {
            Everyone = PolicyEngine.Apply(bundle, Everyone, e);
        }
    }

    /// <summary>A new id for an approval that nobody was asked for.</summary>
    public string NextId() => $"simulated-{++_lastId}";

    /// <summary>The schemas of a tool with the definition that its server offered in a session.</summary>
    /// <returns>The definition, and whether the server's part of it is known where the bundle leaves it to the server.</returns>
    public async ValueTask<(ToolDefinition Definition, bool IsInputKnown)> DefinitionAsync(Tool tool, RecordedContext? context)
    {
        string digest = context?.Tools.GetValueOrDefault(tool.Name).Digest ?? string.Empty;
        if (!_definitions.TryGetValue((tool.Number, digest), out ToolDefinition? definition))
        {
            JsonElement? upstream = digest.Length == 0 ? bundle.LockedDefinition(tool) : await records.DefinitionAsync(digest);
            definition = ToolDefinition.Compile(tool, upstream);
            _definitions[(tool.Number, digest)] = definition;
        }

        return (definition, tool.InputSchema is not null || definition.Digest.Length > 0);
    }
}
