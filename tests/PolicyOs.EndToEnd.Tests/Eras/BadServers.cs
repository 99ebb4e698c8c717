using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>
/// One bundle in front of everything that can be wrong with a server: one on each edge that misbehaves when it is told to, and some that never
/// get ready. Those over HTTP run as long as the tests do.
/// </summary>
public sealed class BadServers : IDisposable
{
    private readonly List<FakeUpstreamProcess> _far = [];
    private readonly BundleFolder _bundle = new("bad");

    /// <summary>Declares everything.</summary>
    public BadServers()
    {
        foreach (Edge edge in Edges.All)
        {
            string name = NameOf(edge);
            JsonObject server = edge.IsHttp() ? Http(edge.IsModern() ? "modern" : "normal") : Stdio(edge.IsModern() ? "modern" : "normal");
            server["start_timeout_ms"] = 30_000;
            _bundle.Server(name, server);
            foreach (string tool in (string[])["echo", "pid", "duplicate_keys", "invalid_utf8", "long_line", "garbage_first", "batch", "wrong_type", "die"])
            {
                Declare(name, tool);
            }

            Declare(name, "slow", """{"timeouts":{"total_ms":500}}""");
            Declare(name, "slow_write", """{"side_effect":"write","timeouts":{"total_ms":500}}""");
            Declare(name, "die_write", """{"side_effect":"write"}""");
        }

        foreach (string mode in Unready)
        {
            JsonObject server = mode.StartsWith("http_", StringComparison.Ordinal) ? Http(mode["http_".Length..]) : Stdio(mode);
            server["start_timeout_ms"] = 1500;
            server["owner"] = "platform team";
            server["auth_scopes"] = new JsonArray("crm.read");
            _bundle.Server(mode, server);
            Declare(mode, "echo");
        }

        _bundle.Complete();
    }

    /// <summary>The servers that never get ready, by name: how they fail.</summary>
    public static string[] Unready { get; } = ["dies", "silent", "garbage", "http_silent", "http_garbage", "http_unauthorized", "http_absent"];

    /// <summary>The bundle's folder.</summary>
    public string Folder => _bundle.Path;

    /// <summary>The server on an edge.</summary>
    public static string NameOf(Edge edge) => edge.ToString().ToLowerInvariant();

    /// <summary>The exposed name of a server's tool.</summary>
    public static string ToolOf(string server, string tool) => $"{tool}_of_{server}";

    /// <inheritdoc/>
    public void Dispose()
    {
        _far.ForEach(far => far.Dispose());
        _bundle.Dispose();
    }

    private void Declare(string server, string tool, string contract = "{}") =>
        _bundle.Tool(ToolOf(server, tool), contract, $$"""{"upstream_name":"{{tool}}"}""", server);

    private static JsonObject Stdio(string mode) =>
        new() { ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new JsonArray(Executable.FakeUpstream, mode) };

    private JsonObject Http(string mode)
    {
        FakeUpstreamProcess far = FakeUpstreamProcess.Start(mode == "absent" ? "normal" : mode);
        if (mode == "absent")
        {
            // Nobody listens there any more.
            far.Dispose();
        }
        else
        {
            _far.Add(far);
        }

        return new() { ["transport"] = "http", ["url"] = far.Url };
    }
}
