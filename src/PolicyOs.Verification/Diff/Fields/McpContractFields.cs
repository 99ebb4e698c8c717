using PolicyOs.Verification.Diff.Rules;
using static PolicyOs.Verification.Diff.Fields.Shorthand;

namespace PolicyOs.Verification.Diff.Fields;

/// <summary>mcp_contract.yaml: what exists.</summary>
internal static class McpContractFields
{
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, FieldRule>> All { get; } = new Dictionary<string, IReadOnlyDictionary<string, FieldRule>>(StringComparer.Ordinal)
    {
        ["mcp_contract"] = Table(
        [
            new("schema_version", Name),
            new("workflow", Name),
            new("version", Words),
            new("owner", Words),
            new("servers", new Named(ListKind.Existing, new Block("server"))),
            new("tools", new Entries(ListKind.Existing, "declared_tool", "name")),
            new("resources", new Entries(ListKind.Opened, "resource", "pattern")),
            new("prompts", new Entries(ListKind.Opened, "prompt", "id")),
            new("errors", new Entries(ListKind.Existing, "error", "id")),
        ]),
        ["server"] = Table(
        [
            // What answers under the server's name: another program or address may be anything.
            new("transport", Name),
            new("command", Name),
            new("args", Name),
            new("cwd", Name),
            new("env", Name),
            new("url", Name),
            new("headers", Name),
            new("protocol", new AnyChange(Effect.Breaks, "another protocol", whenAbsent: "auto")),
            new("owner", Words),
            new("auth_scopes", Grants),
            new("start_timeout_ms", AtMost),
            new("client_requests", new Block("client_requests")),
            new("methods", Grants),
        ]),
        ["client_requests"] = Table(
        [
            new("elicitation", new Levels("allow", "allow", "deny")),
            new("roots", new Levels("allow", "allow", "deny")),
            new("sampling", new Levels("deny", "allow", "deny")),
        ]),
        ["declared_tool"] = Table(
        [
            new("name", Name),
            new("server", Name),
            new("upstream_name", Name),
            new("description", Words),
            new("input_schema", new SchemaChanges()),
            new("output_schema", new SchemaChanges()),
            new("auth_scopes", Grants),
            new("errors", new Texts(ListKind.Existing)),
        ]),
        ["resource"] = Table(
        [
            new("pattern", Name),
            new("server", Name),
            new("required_permissions", Restrictions),
            new("labels", Restrictions),
        ]),
        ["prompt"] = Table([new("id", Name), new("server", Name)]),
        ["error"] = Table([new("id", Name), new("match", new Block("error_match")), new("recoverability", Name)]),

        // What an error code means to the client: any other meaning breaks.
        ["error_match"] = Table([new("message_regex", Name), new("code", Name), new("path", Name), .. Operators.Select(op => KeyValuePair.Create(op.Key, Name))]),
    };
}
