using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>Reads the MCP servers of a client's configuration. Which client's it is, shows in the file's name and in the key that holds the servers.</summary>
internal static class ClientConfigReader
{
    private static readonly JsonDocumentOptions s_json = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false };

    /// <summary>Where a client's configuration is looked for in a project, in this order.</summary>
    public static ImmutableArray<string> UsualPlaces { get; } = [".mcp.json", ".cursor/mcp.json", ".vscode/mcp.json", ".codex/config.toml"];

    /// <summary>Reads a file.</summary>
    /// <returns>The configuration, or what is wrong with the file.</returns>
    public static (ClientConfig? Config, string? Problem) Read(string path)
    {
        string full = Path.GetFullPath(path);
        try
        {
            string text = File.ReadAllText(full);
            bool isToml = full.EndsWith(".toml", StringComparison.OrdinalIgnoreCase);
            JsonObject? root = isToml ? TomlReader.Read(text) : JsonNode.Parse(text, documentOptions: s_json) as JsonObject;
            string key = isToml ? "mcp_servers" : root?["mcpServers"] is null && root?["servers"] is not null ? "servers" : "mcpServers";
            if (root?[key] is not JsonObject servers)
            {
                return (null, $"{path} has no `{key}`");
            }

            ClientKind kind = KindOf(full, key);
            return (new(kind, FolderOf(full, kind), [.. servers.Select(server => Server(server.Key, server.Value as JsonObject))]), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or FormatException)
        {
            return (null, $"{path} cannot be read: {e.Message}");
        }
    }

    private static ClientKind KindOf(string path, string key) => (key, Path.GetFileName(path), Path.GetFileName(Path.GetDirectoryName(path))) switch
    {
        ("mcp_servers", _, _) => ClientKind.Codex,
        ("servers", _, _) => ClientKind.VsCode,
        (_, "claude_desktop_config.json", _) => ClientKind.ClaudeDesktop,
        (_, _, ".cursor") => ClientKind.Cursor,
        _ => ClientKind.ClaudeCode,
    };

    // A file inside a client's own folder belongs to the folder around it; Claude Desktop starts its servers wherever it was started.
    private static string? FolderOf(string path, ClientKind kind)
    {
        string folder = Path.GetDirectoryName(path)!;
        return kind == ClientKind.ClaudeDesktop ? null
            : Path.GetFileName(folder) is ".cursor" or ".vscode" or ".codex" ? Path.GetDirectoryName(folder)
            : folder;
    }

    private static ConfiguredServer Server(string name, JsonObject? server)
    {
        if (server is null)
        {
            return new(name, null, [], [], null, null, [], "its entry is no object", [], null, []);
        }

        string? command = Text(server, "command");
        string? url = Text(server, "url") ?? Text(server, "serverUrl");
        string? type = Text(server, "type") ?? Text(server, "transport");
        var notes = new List<string>();
        if (server["envFile"] is not null)
        {
            notes.Add("its `envFile` is not read; name what it needs under `env`");
        }

        return new(
            name,
            command,
            Texts(server["args"]),
            [.. Pairs(server["env"]), .. Texts(server["env_vars"]).Select(variable => KeyValuePair.Create(variable, $"${{{variable}}}"))],
            Text(server, "cwd"),
            url,
            [.. Headers(server)],
            Unusable(server, command, url, type),
            Texts(server["disabled_tools"]),
            server["enabled_tools"] is null ? null : Texts(server["enabled_tools"]),
            [.. notes]);
    }

    private static string? Unusable(JsonObject server, string? command, string? url, string? type)
    {
        if (Flag(server, "disabled") == true || Flag(server, "enabled") == false)
        {
            return "it is switched off in the client";
        }

        if (type == "sse" || url?.TrimEnd('/').EndsWith("/sse", StringComparison.Ordinal) == true)
        {
            return "it speaks HTTP+SSE, which is not served; use its Streamable HTTP address";
        }

        return command is null && url is null ? "it has neither `command` nor `url`" : null;
    }

    private static IEnumerable<KeyValuePair<string, string>> Headers(JsonObject server)
    {
        foreach (KeyValuePair<string, string> header in Pairs(server["headers"]).Concat(Pairs(server["http_headers"])))
        {
            yield return header;
        }

        foreach ((string header, string variable) in Pairs(server["env_http_headers"]))
        {
            yield return new(header, $"${{{variable}}}");
        }

        if (Text(server, "bearer_token_env_var") is { } token)
        {
            yield return new("Authorization", $"Bearer ${{{token}}}");
        }
    }

    private static string? Text(JsonObject holder, string name) =>
        holder[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static bool? Flag(JsonObject holder, string name) =>
        holder[name] is JsonValue value && value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? value.GetValue<bool>() : null;

    private static ImmutableArray<string> Texts(JsonNode? list) => list is JsonArray values
        ? [.. values.OfType<JsonValue>().Select(value => value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString())]
        : [];

    private static IEnumerable<KeyValuePair<string, string>> Pairs(JsonNode? map) => map is JsonObject pairs
        ? pairs.Where(pair => pair.Value is JsonValue).Select(pair =>
            KeyValuePair.Create(pair.Key, pair.Value!.GetValueKind() == JsonValueKind.String ? pair.Value.GetValue<string>() : pair.Value.ToJsonString()))
        : [];
}
