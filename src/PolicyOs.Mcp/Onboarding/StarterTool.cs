using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>A tool of a starter bundle.</summary>
/// <param name="Name">The name that clients will see.</param>
/// <param name="Server">Its server's name.</param>
/// <param name="UpstreamName">The server's name for it.</param>
/// <param name="Effect">Guessed from its annotations.</param>
/// <param name="IsStated">Whether the annotations say so; else nothing is known and it counts as a write.</param>
/// <param name="Definition">As pinned.</param>
internal sealed record StarterTool(string Name, string Server, string UpstreamName, SideEffect Effect, bool IsStated, JsonElement Definition);
