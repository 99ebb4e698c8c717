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

    private ToolCatalog(CatalogTool?[] tools, ImmutableHashSet<int> quarantined) => (_tools, Quarantined) = (tools, quarantined);

    /// <summary>A catalog before any server has answered.</summary>
    public static ToolCatalog Empty { get; } = new([], []);

    /// <summary>Tools whose definition cannot be trusted or compiled.</summary>
    public ImmutableHashSet<int> Quarantined { get; }

    /// <summary>The tool of that number; null when its server does not offer it.</summary>
    public CatalogTool? this[int tool] => tool < _tools.Length ? _tools[tool] : null;

    /// <summary>Builds the catalog; definitions that have not changed are not compiled again.</summary>
    public static ToolCatalog Build(CompiledBundle bundle, ImmutableArray<UpstreamServer> servers, ToolCatalog last, ILogger log)
    {
        var tools = new CatalogTool?[bundle.Tools.Length];
        ImmutableHashSet<int>.Builder quarantined = ImmutableHashSet.CreateBuilder<int>();
        Dictionary<string, List<JsonElement>>[] offers = [.. servers.Select(server => Offers(server.Tools))];
        foreach (Tool tool in bundle.Tools.Where(tool => tool is { IsAllowed: true, IsBlocked: false }))
        {
            UpstreamServer server = servers[tool.Server];
            if (!offers[tool.Server].TryGetValue(tool.UpstreamName, out List<JsonElement>? offered))
            {
                if (server.Connection is not null)
                {
                    UpstreamLog.NotOffered(log, server.Server.Name, tool.Name, tool.UpstreamName);
                }

                continue;
            }

            CatalogTool entry = last[tool.Number] is { } old && JsonElement.DeepEquals(old.AsSent, offered[0]) ? old : Compile(tool, offered[0]);
            tools[tool.Number] = entry;
            string? problem = offered.Count > 1 ? $"the server lists `{tool.UpstreamName}` {offered.Count} times" : entry.Problem;
            if (problem is not null)
            {
                quarantined.Add(tool.Number);
                UpstreamLog.Quarantined(log, server.Server.Name, tool.Name, problem);
            }
        }

        return new(tools, quarantined.ToImmutable());
    }

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
