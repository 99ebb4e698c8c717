using System.Collections;
using Microsoft.Extensions.Logging;
using PolicyOs.Gateway.Pinning;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Mcp.Commands;

namespace PolicyOs.Mcp.Hosting;

/// <summary>Makes what asks servers for their offer, with this process's surroundings.</summary>
internal static class SurveyHost
{
    /// <summary>A survey with the variables of this process.</summary>
    public static ServerSurvey Create(ILogger log) => Create(Environment.GetEnvironmentVariables(), log);

    /// <summary>A survey with other variables.</summary>
    public static ServerSurvey Create(IDictionary environment, ILogger log) =>
        new(SelfLocation.Command, environment, new EraMemory(Path.Combine(UserFolders.Cache, "eras.json")), TimeProvider.System, log);
}
