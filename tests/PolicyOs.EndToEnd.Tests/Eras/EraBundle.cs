using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A bundle in front of the fake upstream, reached in one of four ways.</summary>
internal sealed class EraBundle : IDisposable
{
    private readonly FakeUpstreamProcess? _far;

    /// <summary>Declares the server, and nothing that it offers.</summary>
    /// <param name="edge">How the server is reached and what it speaks.</param>
    /// <param name="clientRequests">JSON of <c>client_requests</c>.</param>
    /// <param name="mode">The fake upstream's; by default one era alone.</param>
    public EraBundle(Edge edge, string clientRequests = """{"elicitation":"allow","roots":"allow","sampling":"allow"}""", string? mode = null)
    {
        mode ??= edge.IsModern() ? "modern" : "normal";
        JsonObject server;
        if (edge.IsHttp())
        {
            _far = FakeUpstreamProcess.Start(mode);
            server = new JsonObject { ["transport"] = "http", ["url"] = _far.Url };
        }
        else
        {
            server = new JsonObject { ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new JsonArray(Executable.FakeUpstream, mode) };
        }

        server["start_timeout_ms"] = 30000;
        server["client_requests"] = JsonNode.Parse(clientRequests);
        server["methods"] = new JsonArray("fake/custom");
        Folder = new BundleFolder("fake").Server("fake", server);
    }

    /// <summary>The files.</summary>
    public BundleFolder Folder { get; }

    /// <summary>Declares tools as they are.</summary>
    public EraBundle Tools(params string[] names)
    {
        foreach (string name in names)
        {
            Folder.Tool(name);
        }

        return this;
    }

    /// <summary>Declares a tool.</summary>
    public EraBundle Tool(string name, string contract)
    {
        Folder.Tool(name, contract);
        return this;
    }

    public void Dispose()
    {
        _far?.Dispose();
        Folder.Dispose();
    }
}
