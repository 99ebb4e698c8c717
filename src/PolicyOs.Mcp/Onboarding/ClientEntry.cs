using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PolicyOs.Gateway.Upstream;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>The entry that registers a gateway with a client.</summary>
/// <param name="Name">The client's name for it.</param>
/// <param name="Program">What is started.</param>
/// <param name="Arguments">Of <c>policyos</c>.</param>
/// <param name="Variables">What the bundle's servers need from the environment.</param>
internal sealed record ClientEntry(string Name, SelfCommand Program, ImmutableArray<string> Arguments, ImmutableArray<string> Variables)
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The whole file that a client reads; for Dify the address to enter.</summary>
    public string Render(ClientKind client) => client switch
    {
        ClientKind.ClaudeCode => Json("mcpServers", name => $"${{{name}}}", typed: true),
        ClientKind.ClaudeDesktop => Json("mcpServers", null, typed: false),
        ClientKind.Cursor => Json("mcpServers", name => $"${{env:{name}}}", typed: true),
        ClientKind.VsCode => Json("servers", name => $"${{env:{name}}}", typed: true),
        ClientKind.Codex => Toml(),
        _ => Dify(),
    };

    /// <summary>Where the text belongs, and what the client leaves to people.</summary>
    public IEnumerable<string> Advice(ClientKind client)
    {
        yield return client switch
        {
            ClientKind.ClaudeCode => "save as .mcp.json in the project, or: claude mcp add " + CommandLine(),
            ClientKind.ClaudeDesktop => "put into claude_desktop_config.json (Settings, Developer, Edit Config) and start Claude Desktop again",
            ClientKind.Cursor => "save as .cursor/mcp.json in the project, or ~/.cursor/mcp.json",
            ClientKind.VsCode => "save as .vscode/mcp.json in the project",
            ClientKind.Codex => "append to ~/.codex/config.toml",
            _ => "start the gateway with: " + string.Join(' ', CommandWords().Select(Quoted)) + "; then add an MCP server (HTTP) under Tools with this address",
        };
        if (client is ClientKind.ClaudeDesktop or ClientKind.Dify && !Variables.IsEmpty)
        {
            yield return $"set {string.Join(", ", Variables)} in the environment that {(client == ClientKind.Dify ? "the gateway" : "Claude Desktop")} starts in";
        }

        if (client == ClientKind.Dify)
        {
            yield return "Dify shows no forms: a call that needs a person gets a ticket and is not made";
        }
    }

    private string Json(string key, Func<string, string>? reference, bool typed)
    {
        var server = new JsonObject();
        if (typed)
        {
            server["type"] = "stdio";
        }

        string[] words = [.. CommandWords()];
        server["command"] = words[0];
        server["args"] = new JsonArray([.. words.Skip(1).Select(word => (JsonNode)word)]);
        if (reference is not null && !Variables.IsEmpty)
        {
            server["env"] = new JsonObject(Variables.Select(name => KeyValuePair.Create<string, JsonNode?>(name, reference(name))));
        }

        return new JsonObject { [key] = new JsonObject { [Name] = server } }.ToJsonString(s_indented) + "\n";
    }

    private string Toml()
    {
        string[] words = [.. CommandWords()];
        var text = new StringBuilder($"[mcp_servers.{JsonSerializer.Serialize(Name)}]\ncommand = {Text(words[0])}\nargs = [{string.Join(", ", words.Skip(1).Select(Text))}]\n");
        return (Variables.IsEmpty ? text : text.Append($"env_vars = [{string.Join(", ", Variables.Select(Text))}]\n")).ToString();

        // A basic string of TOML is written as one of JSON.
        static string Text(string value) => JsonSerializer.Serialize(value, s_indented);
    }

    private static string Dify() => "http://127.0.0.1:8931/mcp\n";

    private IEnumerable<string> CommandWords() => [Program.Program, .. Program.Arguments, .. Arguments];

    private string CommandLine() => $"{Name} {string.Concat(Variables.Select(name => $"--env {name}=\"${name}\" "))}-- {string.Join(' ', CommandWords().Select(Quoted))}";

    private static string Quoted(string word) => word.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or ':' or '=') ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
