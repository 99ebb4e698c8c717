using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Model;
using PolicyOs.Gateway.Pinning;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>The files of a starter bundle: complete, in observe mode, with what is known of the tools and nothing that is not.</summary>
internal sealed class StarterBundle
{
    private const int MostResources = 50;
    private const int MostTasks = 6;

    private readonly string _name;
    private readonly string _folder;
    private readonly ClientKind _client;
    private readonly ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> _servers;
    private readonly ImmutableArray<StarterTool> _tools;
    private readonly List<string> _notes = [];

    /// <summary>Plans the files.</summary>
    /// <param name="folder">The bundle's folder, absolute.</param>
    /// <param name="client">The client that the servers were taken from.</param>
    /// <param name="servers">Those that answered.</param>
    /// <param name="tools">Their tools.</param>
    public StarterBundle(string folder, ClientKind client, ImmutableArray<(ServerDraft Draft, SurveyedServer Survey)> servers, ImmutableArray<StarterTool> tools)
    {
        (_folder, _client, _servers, _tools) = (folder, client, servers, tools);
        _name = Path.GetFileName(folder);
    }

    /// <summary>What could not be written as it is, for people; complete once the files were made.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Every file, by its path in the folder.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["mcp_contract.yaml"] = McpContract(),
            ["agent_contract.yaml"] = AgentContract(),
            ["session.yaml"] = $"""
                schema_version: "1.0"
                agent: {YamlText.Of(_name + "-agent")}
                # observe: everything that exists here may be called, and the journal says what enforce would have refused or asked.
                mode: observe

                """,
            ["golden_tasks.yaml"] = GoldenTasks(),
            ["outcome_contract.md"] = StarterDocuments.Outcome(_name),
            ["runbook.md"] = StarterDocuments.Runbook(_name, [.. _servers.Select(server => server.Draft)]),
        };
        foreach (StarterTool tool in _tools)
        {
            files[$"tools/{tool.Name}.yaml"] = Tool(tool);
        }

        return files;
    }

    private string McpContract()
    {
        var text = new StringBuilder($"schema_version: \"1.0\"\nworkflow: {YamlText.Of(_name)}\nowner: {YamlText.Of(_name + "-owner")}\nservers:\n");
        foreach ((ServerDraft draft, _) in _servers)
        {
            Write(text, draft.Server);
        }

        text.Append("tools:\n");
        foreach (StarterTool tool in _tools)
        {
            string upstream = tool.UpstreamName == tool.Name ? "" : $", upstream_name: {YamlText.Of(tool.UpstreamName)}";
            text.Append($"  - {{ name: {YamlText.Of(tool.Name)}, server: {YamlText.Of(tool.Server)}{upstream} }}\n");
        }

        Write(text, "resources", [.. Resources()]);
        Write(text, "prompts", [.. Prompts()]);
        return text.ToString();
    }

    private void Write(StringBuilder text, Server server)
    {
        text.Append($"  {YamlText.Of(server.Name)}:\n");
        if (server.Transport is ServerTransport.Stdio stdio)
        {
            text.Append("    transport: stdio\n").Append($"    command: {YamlText.Of(stdio.Command)}\n").Append($"    args: {YamlText.Of(stdio.Arguments)}\n");
            text.Append($"    cwd: {YamlText.Of(Path.GetRelativePath(_folder, stdio.WorkingDirectory).Replace('\\', '/'))}\n");
            if (!stdio.Environment.IsEmpty)
            {
                text.Append($"    env: {YamlText.Of(stdio.Environment)}\n");
            }
        }
        else if (server.Transport is ServerTransport.Http http)
        {
            text.Append("    transport: http\n").Append($"    url: {YamlText.Of(http.Url)}\n");
            if (!http.Headers.IsEmpty)
            {
                text.Append($"    headers: {YamlText.Of(http.Headers)}\n");
            }
        }

        text.Append($"    start_timeout_ms: {server.StartTimeout.TotalMilliseconds:0}\n");
    }

    private static void Write(StringBuilder text, string key, ImmutableArray<string> entries)
    {
        if (!entries.IsEmpty)
        {
            text.Append($"{key}:\n");
            foreach (string entry in entries)
            {
                text.Append($"  - {entry}\n");
            }
        }
    }

    private IEnumerable<string> Resources()
    {
        int written = 0;
        var templates = new List<UriTemplate>();
        foreach ((ServerDraft draft, SurveyedServer survey) in _servers)
        {
            foreach (string pattern in survey.Offer!.ResourceTemplates.Keys.Concat(survey.Offer.Resources.Keys).Order(StringComparer.Ordinal))
            {
                if (!UriTemplate.TryParse(pattern, out UriTemplate? template, out string? problem))
                {
                    _notes.Add($"resource `{pattern}` of {draft.Server.Name} is left out: {problem}");
                }
                else if (templates.Exists(known => known.Text == pattern))
                {
                    _notes.Add($"resource `{pattern}` of {draft.Server.Name} is left out: another server has it too");
                }
                else if (!template.HasVariables && templates.Exists(known => known.IsMatch(pattern)))
                {
                    continue;
                }
                else if (++written > MostResources)
                {
                    _notes.Add($"more than {MostResources} resources: the rest of {draft.Server.Name} is left out");
                    yield break;
                }
                else
                {
                    templates.Add(template);
                    yield return $"{{ pattern: {YamlText.Of(pattern)}, server: {YamlText.Of(draft.Server.Name)} }}";
                }
            }
        }
    }

    private IEnumerable<string> Prompts()
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach ((ServerDraft draft, SurveyedServer survey) in _servers)
        {
            foreach (string prompt in survey.Offer!.Prompts.Keys.Order(StringComparer.Ordinal))
            {
                if (known.Add(prompt))
                {
                    yield return $"{{ id: {YamlText.Of(prompt)}, server: {YamlText.Of(draft.Server.Name)} }}";
                }
                else
                {
                    _notes.Add($"prompt `{prompt}` of {draft.Server.Name} is left out: another server has one of that name");
                }
            }
        }
    }

    private string AgentContract() =>
        $$"""
        schema_version: "1.0"
        agent: {{YamlText.Of(_name + "-agent")}}
        allowed_tools: {{YamlText.Of(_tools.Select(tool => tool.Name))}}
        # Reads are allowed; in enforce, a person is asked about everything else.
        approval_mode: by_risk
        write_operations: approval
        destructive_operations: approval
        secrets: { deny_in_arguments: true, redact_in_results: true }
        runtime: { surface: {{Surface(_client)}}, status: prototype }

        """;

    private static string Tool(StarterTool tool)
    {
        // Of a server that nobody has described, a write is acknowledged at best, and what it destroys cannot be looked up again.
        (string evidence, string commit) = tool.Effect switch
        {
            SideEffect.Read => ("local_transaction", "acknowledged"),
            SideEffect.Write => ("ack_only", "acknowledged"),
            _ => ("unverifiable", "none"),
        };
        string guess = tool.IsStated ? "from the server's annotations" : "the server does not say what it does; unknown counts as write";
        return $$"""
            tool: {{YamlText.Of(tool.Name)}}
            side_effect: {{tool.Effect.ToString().ToLowerInvariant()}} # {{guess}}
            {{(tool.Effect == SideEffect.Read ? "side_effect_tier: S1\n" : "")}}evidence_class: {{evidence}}
            commit_requirement: {{commit}}
            timeouts: { total_ms: 60000 }
            retries: { max_attempts: 1, retry_on: [] }
            rate_limits: { on_429: { respect_retry_after: true, max_sleep_seconds: 5 } }
            assertions: { input_invariants: [], output_invariants: [] }
            golden_cases: []
            allowed_errors: []

            """;
    }

    // Reads alone: what is asked of a person depends on the mode, and the mode is to change.
    private string GoldenTasks()
    {
        var text = new StringBuilder("schema_version: \"1.0\"\ntasks:\n");
        int written = 0;
        foreach (StarterTool tool in _tools.Where(tool => tool.Effect == SideEffect.Read).GroupBy(tool => tool.Server).SelectMany(tools => tools.Take(2)).Take(MostTasks))
        {
            JsonNode? arguments = tool.Definition.TryGetProperty("inputSchema"u8, out JsonElement input) ? Example.Of(input) : new JsonObject();
            JsonNode? result = tool.Definition.TryGetProperty("outputSchema"u8, out JsonElement output) ? Example.Of(output) : new JsonObject();
            if (arguments is JsonObject && result is JsonObject)
            {
                written++;
                text.Append($"  - id: {YamlText.Of(tool.Name + "-may-be-read")}\n    kind: happy\n    steps:\n      - call: {YamlText.Of(tool.Name)}\n");
                text.Append($"        args: {YamlText.Of(arguments)}\n        result: {YamlText.Of(result)}\n        expect: {{ verdict: allow }}\n");
            }
        }

        return written > 0 ? text.ToString() : "schema_version: \"1.0\"\ntasks: []\n";
    }

    private static string Surface(ClientKind client) => client switch
    {
        ClientKind.ClaudeCode => "claude_code",
        ClientKind.ClaudeDesktop => "claude_desktop",
        ClientKind.Cursor => "cursor",
        ClientKind.VsCode => "vscode",
        ClientKind.Codex => "codex",
        _ => "dify",
    };
}
