using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Definitions;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Gateway.Pinning;

/// <summary>Says what a new catalog quarantines, and which names are nearly another server's (spec 3.5, 3.6).</summary>
internal static class QuarantineReport
{
    /// <summary>Tells the log and the journal.</summary>
    public static void Tell(CompiledBundle bundle, ImmutableArray<UpstreamServer> servers, ToolCatalog catalog, PinBook pins, ILogger log)
    {
        foreach (Tool tool in bundle.Tools.Where(tool => catalog[tool.Number] is not null))
        {
            if (catalog.Problems.TryGetValue(tool.Number, out string? problem))
            {
                pins.Tell(bundle.Servers[tool.Server], PinnedKind.Tool, tool.Name, problem);
            }
            else
            {
                pins.Forget(bundle.Servers[tool.Server], PinnedKind.Tool, tool.Name);
            }
        }

        foreach (UpstreamServer server in servers.Where(server => server.Judged is not null))
        {
            OfferVerdict verdict = server.Judged!.Verdict;
            foreach (((PinnedKind kind, string key), string reason) in verdict.Differing.Where(entry => entry.Key.Kind != PinnedKind.Tool))
            {
                pins.Tell(server.Server, kind, key, reason);
            }

            if (!verdict.MayInstruct && server.Hello!.Instructions is not null)
            {
                UpstreamLog.InstructionsHeld(log, server.Server.Name);
            }
        }

        pins.WarnOfNearNames(bundle, servers);
    }
}
