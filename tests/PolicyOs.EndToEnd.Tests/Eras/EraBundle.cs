using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>A bundle in front of the fake upstream, reached in one of four ways.</summary>
internal sealed class EraBundle : IDisposable
{
    private readonly List<FakeUpstreamProcess> _far = [];
    private readonly Edge _edge;
    private readonly string _clientRequests;
    private readonly string _mode;

    /// <summary>Declares the server, and nothing that it offers.</summary>
    /// <param name="edge">How the server is reached and what it speaks.</param>
    /// <param name="clientRequests">JSON of <c>client_requests</c>.</param>
    /// <param name="mode">The fake upstream's; by default one era alone.</param>
    /// <param name="file">Holds the version that the server gives itself; null for version 1.</param>
    public EraBundle(Edge edge, string clientRequests = """{"elicitation":"allow","roots":"allow","sampling":"allow"}""", string? mode = null, string? file = null)
    {
        (_edge, _clientRequests, _mode) = (edge, clientRequests, mode ?? (edge.IsModern() ? "modern" : "normal"));
        Folder = new BundleFolder("fake");
        Server("fake", file);
    }

    /// <summary>The files.</summary>
    public BundleFolder Folder { get; }

    /// <summary>Declares another server that is reached in the same way.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="file">Holds the version that it gives itself; null for version 1.</param>
    public EraBundle Server(string name, string? file = null)
    {
        JsonObject server;
        if (_edge.IsHttp())
        {
            _far.Add(FakeUpstreamProcess.Start(_mode, file));
            server = new JsonObject { ["transport"] = "http", ["url"] = _far[^1].Url };
        }
        else
        {
            var arguments = new JsonArray(Executable.FakeUpstream, _mode);
            if (file is not null)
            {
                arguments.Add(file);
            }

            server = new JsonObject { ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = arguments };
        }

        server["start_timeout_ms"] = 30000;
        server["client_requests"] = JsonNode.Parse(_clientRequests);
        server["methods"] = new JsonArray(name + "/custom");
        Folder.Server(name, server);
        return this;
    }

    /// <summary>Has the last server, a program, run from a copy of its files; the copy of the program.</summary>
    public string UseCopyOfProgram()
    {
        string copy = Directory.CreateDirectory(Folder.At("program")).FullName;
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(Executable.FakeUpstream)!, "PolicyOs.FakeUpstream.*"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string program = Path.Combine(copy, Path.GetFileName(Executable.FakeUpstream));
        Folder.Server("fake", new JsonObject { ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new JsonArray(program, _mode), ["start_timeout_ms"] = 30000 });
        return program;
    }

    /// <summary>Puts another server at the address of the last one.</summary>
    public void ReplaceFar(string file) => _far[^1] = _far[^1].Replace(_mode, file);

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
        _far.ForEach(far => far.Dispose());
        Folder.Dispose();
    }
}
