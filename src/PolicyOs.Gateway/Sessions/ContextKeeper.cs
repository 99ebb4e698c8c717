using System.Collections.Immutable;
using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Secrets;
using PolicyOs.Gateway.Configuration;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Gateway.Wire;
using PolicyOs.Journal.Records;

namespace PolicyOs.Gateway.Sessions;

/// <summary>Keeps beside the journal what decisions of one session read and no event holds: caller, mode, environment, what servers offer (spec 5.4).</summary>
internal sealed class ContextKeeper(GatewaySession session, SessionRecords records, GatewayOptions options)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _definitions = new(StringComparer.Ordinal);
    private ImmutableArray<SessionContext> _contexts;

    /// <summary>The session is open: goes on with what an earlier run of it kept.</summary>
    public async Task BeginAsync(ToolCatalog catalog)
    {
        if (!records.Keeps)
        {
            return;
        }

        ImmutableArray<SessionContext> earlier = session.State.Version > 1 ? await records.ReadContextsAsync(session.Stream) : [];
        lock (_gate)
        {
            _contexts = earlier;
        }

        Changed(catalog);
    }

    /// <summary>Servers offer something else from now on.</summary>
    public void Changed(ToolCatalog catalog)
    {
        lock (_gate)
        {
            if (_contexts.IsDefault)
            {
                return;
            }

            SessionContext now = Now(catalog);
            if (_contexts.Length == SessionContexts.Max)
            {
                _contexts = _contexts.RemoveAt(0);
            }

            _contexts = _contexts.Add(now);
            foreach (Tool tool in session.Bundle.Tools)
            {
                if (catalog[tool.Number] is { } offered && _definitions.Add(offered.Definition.Digest))
                {
                    _ = records.KeepDefinitionAsync(offered.Definition.Digest, offered.AsSent).AsTask();
                }
            }

            _ = records.KeepContextsAsync(session.Stream, _contexts).AsTask();
        }
    }

    private SessionContext Now(ToolCatalog catalog)
    {
        CompiledBundle bundle = session.Bundle;
        JsonElement principal = Principal();
        JsonElement shown = records.HidesSecrets ? Masking.ForPeople(principal, []) : principal;
        return new()
        {
            Since = session.State.Version,
            Bundle = bundle.Digest,
            InitialPhase = bundle.Session.InitialPhase < 0 ? null : bundle.Session.Phases[bundle.Session.InitialPhase].Name,
            Mode = options.Mode.ToString().ToLowerInvariant(),
            BundleMode = bundle.Session.Mode.ToString().ToLowerInvariant(),
            Principal = JsonElement.DeepEquals(principal, shown) ? principal : null,
            Environment = bundle.EnvironmentNames
                .Select(name => KeyValuePair.Create(name, options.Environment[name] as string))
                .Where(variable => !records.HidesSecrets || variable.Value is null || SecretText.KindOf(variable.Value) is null)
                .ToImmutableDictionary(),
            Tools = bundle.Tools.Where(tool => catalog[tool.Number] is not null).ToImmutableDictionary(
                static tool => tool.Name,
                tool => new OfferedTool(catalog[tool.Number]!.Definition.Digest, catalog[tool.Number]!.Definition.InputFingerprint)),
            Quarantined = [.. catalog.Quarantined.Select(tool => bundle.Tools[tool].Name)],
        };
    }

    private JsonElement Principal() => JsonElement.Parse(MessageBuilder.Object(options.Principal.WriteMembers));
}
