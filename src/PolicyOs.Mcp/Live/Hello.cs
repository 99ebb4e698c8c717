using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Live;

/// <summary>How a test client introduces itself: a client of 2025-11-25 that shows forms.</summary>
internal static class Hello
{
    /// <summary>Params of initialize.</summary>
    public static JsonObject Parameters => new()
    {
        ["protocolVersion"] = "2025-11-25",
        ["capabilities"] = new JsonObject { ["elicitation"] = new JsonObject() },
        ["clientInfo"] = new JsonObject { ["name"] = "policyos-test", ["version"] = "1" },
    };
}
