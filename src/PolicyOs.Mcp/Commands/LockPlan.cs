using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pinning;

namespace PolicyOs.Mcp.Commands;

/// <summary>What a run of <c>policyos lock</c> does to the lock.</summary>
/// <param name="Servers">The lock as it is to be.</param>
/// <param name="Taken">Changes that go into it.</param>
/// <param name="Open">Changes that nobody has accepted: they stay as they were pinned, and quarantined.</param>
/// <param name="IsNew">Whether there was no lock.</param>
/// <param name="Unknown">Names given to accept that no change has.</param>
internal sealed record LockPlan(
    ImmutableSortedDictionary<string, LockedServer> Servers,
    ImmutableArray<LockChange> Taken,
    ImmutableArray<LockChange> Open,
    bool IsNew,
    ImmutableArray<string> Unknown)
{
    /// <summary>Whether there is anything to write.</summary>
    public bool Writes { get; private init; }

    /// <summary>Compares the servers with the bundle's lock.</summary>
    public static LockPlan Make(CompiledBundle bundle, ImmutableArray<SurveyedServer> servers, string[] accept)
    {
        var locked = ImmutableSortedDictionary.CreateBuilder<string, LockedServer>(StringComparer.Ordinal);
        ImmutableArray<LockChange>.Builder taken = ImmutableArray.CreateBuilder<LockChange>();
        ImmutableArray<LockChange>.Builder open = ImmutableArray.CreateBuilder<LockChange>();
        var used = new HashSet<string>(StringComparer.Ordinal) { "all" };
        foreach (SurveyedServer server in servers)
        {
            string name = server.Server.Name;
            if (bundle.Lock?.Servers.GetValueOrDefault(name) is not { } before)
            {
                locked[name] = server.Offer!;
                used.Add(name);
                continue;
            }

            LockedServer after = before;
            foreach (LockChange change in LockComparison.Between(name, before, server.Offer!))
            {
                string[] names = Names(bundle, change);
                used.UnionWith(names);
                if (!change.NeedsAcceptance || accept.Contains("all") || accept.Intersect(names, StringComparer.Ordinal).Any())
                {
                    after = change.Accept(after);
                    taken.Add(change);
                }
                else
                {
                    open.Add(change);
                }
            }

            locked[name] = after;
        }

        bool isNew = bundle.Lock is null;
        bool otherServers = !isNew && !bundle.Lock!.Servers.Keys.ToHashSet(StringComparer.Ordinal).SetEquals(locked.Keys);
        return new(locked.ToImmutable(), taken.ToImmutable(), open.ToImmutable(), isNew, [.. accept.Where(name => !used.Contains(name))])
        {
            Writes = isNew || otherServers || taken.Count > 0,
        };
    }

    // A tool is known by its exposed name to people and by the server's name to the lock.
    private static string[] Names(CompiledBundle bundle, LockChange change)
    {
        IEnumerable<string> exposed = change.What == "tool"
            ? bundle.Tools.Where(tool => bundle.Servers[tool.Server].Name == change.Server && tool.UpstreamName == change.Name).Select(tool => tool.Name)
            : [];
        return [change.Server, $"{change.Server}/{(change.Name.Length == 0 ? change.What : change.Name)}", .. change.Name.Length == 0 ? [] : (string[])[change.Name], .. exposed];
    }
}
