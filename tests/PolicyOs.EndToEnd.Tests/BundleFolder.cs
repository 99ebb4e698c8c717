using System.Text.Json.Nodes;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A bundle written for one test, in a folder of its own. JSON is YAML.</summary>
internal sealed class BundleFolder : IDisposable
{
    private const string Contract =
        """
        {
          "side_effect": "read", "evidence_class": "local_transaction", "commit_requirement": "acknowledged",
          "timeouts": { "total_ms": 20000 }, "retries": { "max_attempts": 1, "retry_on": [] },
          "rate_limits": { "on_429": { "respect_retry_after": true, "max_sleep_seconds": 1 } },
          "assertions": { "input_invariants": [], "output_invariants": [] }, "golden_cases": [], "allowed_errors": []
        }
        """;

    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("policyos-e2e-");
    private readonly JsonArray _tools = [];
    private readonly JsonArray _allowed = [];
    private readonly JsonObject _servers = [];
    private JsonObject _agent = new() { ["write_operations"] = "allow" };
    private JsonObject _declares = [];

    /// <summary>An empty bundle.</summary>
    public BundleFolder(string name) => Path = Directory.CreateDirectory(System.IO.Path.Combine(_parent.FullName, name)).FullName;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>A journal beside the folder, as <c>--store</c> takes it.</summary>
    public string Store => "sqlite:" + At("journal.db");

    /// <summary>A file beside the folder.</summary>
    public string At(string name) => System.IO.Path.Combine(_parent.FullName, name);

    /// <summary>A bundle in front of the fake upstream with some of its tools, each as it is.</summary>
    public static BundleFolder Fake(params string[] tools)
    {
        var bundle = new BundleFolder("fake").Server("fake");
        foreach (string tool in tools)
        {
            bundle.Tool(tool);
        }

        return bundle;
    }

    /// <summary>Adds a server: the fake upstream in one of its modes.</summary>
    public BundleFolder Server(string name, string mode = "normal", string more = "{}") => Server(name, Merge(
        new()
        {
            ["transport"] = "stdio", ["command"] = "dotnet", ["args"] = new JsonArray(Executable.FakeUpstream, mode), ["start_timeout_ms"] = mode == "normal" ? 30000 : 1500,
        },
        more));

    /// <summary>Adds a server.</summary>
    public BundleFolder Server(string name, JsonObject server)
    {
        _servers[name] = server;
        return this;
    }

    /// <summary>Declares and allows a tool of a server.</summary>
    /// <param name="name">Its exposed name.</param>
    /// <param name="contract">JSON of the keys of its contract that are not as usual.</param>
    /// <param name="declared">JSON of what mcp_contract says beyond name and server.</param>
    /// <param name="server">By default the first.</param>
    public BundleFolder Tool(string name, string contract = "{}", string declared = "{}", string? server = null)
    {
        JsonObject tool = Merge(new() { ["name"] = name, ["server"] = server ?? _servers.First().Key }, declared);
        _tools.Add((JsonNode)tool);
        _allowed.Add(name);
        Write($"tools/{name}.yaml", Merge(Merge(new() { ["tool"] = name }, Contract), contract).ToJsonString());
        return this;
    }

    /// <summary>Says more in agent_contract, as JSON.</summary>
    public BundleFolder Agent(string more)
    {
        _agent = Merge(_agent, more);
        return this;
    }

    /// <summary>Declares more in mcp_contract, as JSON.</summary>
    public BundleFolder Declares(string more)
    {
        _declares = Merge(_declares, more);
        return this;
    }

    /// <summary>Writes session.yaml, as JSON.</summary>
    public BundleFolder Session(string more) =>
        Write("session.yaml", Merge(new() { ["schema_version"] = "1.0", ["agent"] = "tester" }, more).ToJsonString());

    /// <summary>Declares a tool that is not allowed.</summary>
    public BundleFolder Declared(string name)
    {
        _tools.Add((JsonNode)new JsonObject { ["name"] = name, ["server"] = _servers.First().Key });
        return this;
    }

    /// <summary>Writes a file of the bundle.</summary>
    public BundleFolder Write(string file, string text)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Blocks the tool `note`.</summary>
    public BundleFolder Tighten() => Write("tools/note.yaml", Merge(Merge(new() { ["tool"] = "note", ["gate"] = "block" }, Contract), "{}").ToJsonString());

    /// <summary>The contract of the tool `note` as it was.</summary>
    public BundleFolder Repair() => Write("tools/note.yaml", Merge(new() { ["tool"] = "note" }, Contract).ToJsonString());

    /// <summary>Writes the files that every bundle has.</summary>
    /// <returns>The folder.</returns>
    public string Complete()
    {
        Write("mcp_contract.yaml", Merge(
            new() { ["schema_version"] = "1.0", ["workflow"] = "e2e", ["owner"] = "tests", ["servers"] = _servers.DeepClone(), ["tools"] = _tools.DeepClone() },
            _declares.ToJsonString()).ToJsonString());
        Write("agent_contract.yaml", Merge(
            new()
            {
                ["schema_version"] = "1.0", ["agent"] = "tester", ["allowed_tools"] = _allowed.DeepClone(),
                ["runtime"] = new JsonObject { ["surface"] = "service", ["status"] = "prototype" },
            },
            _agent.ToJsonString()).ToJsonString());
        Write("golden_tasks.yaml", """{"schema_version": "1.0", "tasks": []}""");
        string front = "---\ntarget_workflow: e2e\noperator: the test\nowner: tests\nfallback: none\nreview_cadence: always\nsuccess_metrics: [{ name: tests, target: all }]\n---\n";
        Write("outcome_contract.md", front + Headings("Job", "Success", "Fallback", "Ownership", "Customer language"));
        Write("runbook.md", Headings(
            "Setup", "Secrets", "Smoke", "Approvals", "Incidents", "Rollback", "Owners", "Review cadence", "Known failures", "Evidence"));
        return Path;
    }

    /// <inheritdoc/>
    public void Dispose() => _parent.Delete(recursive: true);

    private static string Headings(params string[] headings) => string.Concat(headings.Select(heading => $"# {heading}\n\nA test.\n\n"));

    private static JsonObject Merge(JsonObject into, string more)
    {
        foreach ((string name, JsonNode? value) in JsonNode.Parse(more)!.AsObject())
        {
            into[name] = value?.DeepClone();
        }

        return into;
    }
}
