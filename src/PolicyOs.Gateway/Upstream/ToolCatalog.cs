using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Configuration;

namespace PolicyOs.Gateway.Upstream;

/// <summary>What the servers offer of what the contract declares: a snapshot, replaced when a server's list changes.</summary>
internal sealed class ToolCatalog
{
    private readonly CatalogTool?[] _tools;

    private ToolCatalog(CatalogTool?[] tools, FrozenDictionary<int, string> problems) =>
        (_tools, Problems, Quarantined) = (tools, problems, [.. problems.Keys]);

    /// <summary>A catalog before any server has answered.</summary>
    public static ToolCatalog Empty { get; } = new([], FrozenDictionary<int, string>.Empty);

    /// <summary>Why tools cannot be trusted or compiled, by number.</summary>
    public FrozenDictionary<int, string> Problems { get; }

    /// <summary>Tools whose definition cannot be trusted or compiled.</summary>
    public ImmutableHashSet<int> Quarantined { get; }

    /// <summary>The tool of that number; null when its server does not offer it.</summary>
    public CatalogTool? this[int tool] => tool < _tools.Length ? _tools[tool] : null;

    /// <summary>Builds the catalog; definitions that have not changed are not compiled again.</summary>
    public static ToolCatalog Build(CompiledBundle bundle, ImmutableArray<UpstreamServer> servers, ToolCatalog last, ILogger log)
    {
        var tools = new CatalogTool?[bundle.Tools.Length];
        var problems = new Dictionary<int, string>();
        Dictionary<string, List<JsonElement>>[] offers = [.. servers.Select(server => Offers(server.Tools))];
        foreach (Tool tool in bundle.Tools.Where(tool => tool is { IsAllowed: true, IsBlocked: false }))
        {
            UpstreamServer server = servers[tool.Server];
            if (!offers[tool.Server].TryGetValue(tool.UpstreamName, out List<JsonElement>? offered))
            {
                if (server.Judged is not null)
                {
                    UpstreamLog.NotOffered(log, server.Server.Name, tool.Name, tool.UpstreamName);
                }

                continue;
            }

            CatalogTool entry = last[tool.Number] is { } old && JsonElement.DeepEquals(old.AsSent, offered[0]) ? old : Compile(tool, offered[0]);
            tools[tool.Number] = entry;
            string? problem = offered.Count > 1 ? $"the server lists `{tool.UpstreamName}` {offered.Count} times"
                : entry.Problem ?? server.Judged!.Verdict.WhyNot(PinnedKind.Tool, tool.UpstreamName) ?? Collision(servers, tool);
            if (problem is not null)
            {
                problems[tool.Number] = problem;
            }
        }

        return new(tools, problems.ToFrozenDictionary());
    }

    // Another server has begun to offer the name that clients know this tool by.
    private static string? Collision(ImmutableArray<UpstreamServer> servers, Tool tool) => servers
        .Where((server, number) => number != tool.Server && server.Judged?.Verdict.NewTools.Contains(tool.Name) == true)
        .Select(server => $"server {server.Server.Name} offers a tool of the same name since it was pinned")
        .FirstOrDefault();

    private static Dictionary<string, List<JsonElement>> Offers(ImmutableArray<JsonElement> listed)
    {
        var offers = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        foreach (JsonElement entry in listed)
        {
            if (entry.TryGetProperty("name"u8, out JsonElement name) && name.ValueKind == JsonValueKind.String)
            {
                string key = name.GetString()!;
                if (!offers.TryGetValue(key, out List<JsonElement>? same))
                {
                    offers[key] = same = [];
                }

                same.Add(entry);
            }
        }

        return offers;
    }

    private static CatalogTool Compile(Tool tool, JsonElement offered)
    {
        ToolDefinition definition = ToolDefinition.Compile(tool, offered);
        string? problem = InvisibleText.Find(offered) is { } hidden ? $"its definition holds the invisible character {hidden}" : definition.Problem;
        return new(definition, offered, ToolListing.Write(tool, offered), problem);
    }
}
