using System.Text.Json.Nodes;

namespace PolicyOs.Operate.Tests;

/// <summary>A folder with a bundle in front of the server of effects, a journal and operators' keys. JSON is YAML.</summary>
internal sealed class OperateBundle : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("policyos-operate-");

    public OperateBundle()
    {
        Path = Directory.CreateDirectory(At("desk")).FullName;
        Database = At("journal.db");
        Write("mcp_contract.yaml", new JsonObject
        {
            ["schema_version"] = "1.0",
            ["workflow"] = "operate",
            ["owner"] = "tests",
            ["servers"] = new JsonObject { ["effects"] = Server() },
            ["tools"] = new JsonArray([.. Tools.Select(tool => (JsonNode)new JsonObject { ["name"] = tool, ["server"] = "effects" })]),
        });
        Write("agent_contract.yaml", new JsonObject
        {
            ["schema_version"] = "1.0",
            ["agent"] = "tester",
            ["allowed_tools"] = new JsonArray([.. Tools.Select(tool => (JsonNode)tool)]),
            ["write_operations"] = "allow",
            ["runtime"] = JsonNode.Parse("""{"surface":"service","status":"prototype"}"""),
        });
        // The contribution to the aggregate is how a reservation in the journal names its call: arguments are kept as a keyed hash only.
        Write("session.yaml", JsonNode.Parse(
            """{"schema_version":"1.0","agent":"tester","policy":{"default_deny":false,"rules":[],"label_gates":[{"when_label":"tainted","deny_tools":["note"],"reason":"tainted"}]},"aggregates":[{"name":"n","metric":"max","tool":["pay","note"],"path":"$.n","lte":1000000000,"reason":"n is small"}]}""")!);
        Write("golden_tasks.yaml", JsonNode.Parse("""{"schema_version":"1.0","tasks":[]}""")!);
        File.WriteAllText(
            System.IO.Path.Combine(Path, "outcome_contract.md"),
            "---\ntarget_workflow: operate\noperator: the test\nowner: tests\nfallback: none\nreview_cadence: always\nsuccess_metrics: [{ name: tests, target: all }]\n---\n"
            + Headings("Job", "Success", "Fallback", "Ownership", "Customer language"));
        File.WriteAllText(
            System.IO.Path.Combine(Path, "runbook.md"),
            Headings("Setup", "Secrets", "Smoke", "Approvals", "Incidents", "Rollback", "Owners", "Review cadence", "Known failures", "Evidence"));
        Contract("look", """{"side_effect":"read"}""");
        Contract("note", """{"side_effect":"write"}""");
        Contract("pay", """{"side_effect":"write","idempotency":{"key":["$.key"]}}""");
        Contract("vanish", """{"side_effect":"write"}""");
        Contract("send", """{"side_effect":"write","checkpoint":{"when":"always","timeout_seconds":300,"on_timeout":"deny","context":[{"path":"$.n","label":"number"}],"reason":"a person reads it first"}}""");
    }

    public static string[] Tools { get; } = ["look", "note", "pay", "send", "vanish"];

    public string Path { get; }

    public string Database { get; private set; }

    public string Store => "sqlite:" + Database;

    public string At(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Has the journal in a folder of its own.</summary>
    public void PutStoreInto(string folder) => Database = System.IO.Path.Combine(Directory.CreateDirectory(At(folder)).FullName, "journal.db");

    /// <summary>The lines that the server of effects has written.</summary>
    public string[] Effects()
    {
        if (!File.Exists(At("effects")))
        {
            return [];
        }

        using var file = new FileStream(At("effects"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private JsonObject Server() => new()
    {
        ["transport"] = "stdio",
        ["command"] = "dotnet",
        ["args"] = new JsonArray(typeof(OperateBundle).Assembly.Location, EffectServer.Argument, At("effects")),
        ["start_timeout_ms"] = 60000,
    };

    private void Contract(string tool, string more)
    {
        JsonObject contract = JsonNode.Parse(
            """
            {
              "evidence_class": "local_transaction", "commit_requirement": "acknowledged", "timeouts": { "total_ms": 30000 },
              "retries": { "max_attempts": 1, "retry_on": [] }, "rate_limits": { "on_429": { "respect_retry_after": true, "max_sleep_seconds": 1 } },
              "assertions": { "input_invariants": [], "output_invariants": [] }, "golden_cases": [], "allowed_errors": []
            }
            """)!.AsObject();
        contract["tool"] = tool;
        foreach ((string name, JsonNode? value) in JsonNode.Parse(more)!.AsObject())
        {
            contract[name] = value?.DeepClone();
        }

        Write($"tools/{tool}.yaml", contract);
    }

    private void Write(string file, JsonNode node)
    {
        string path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, node.ToJsonString());
    }

    private static string Headings(params string[] headings) => string.Concat(headings.Select(heading => $"# {heading}\n\nA test.\n\n"));
}
