namespace PolicyOs.Mcp.Onboarding;

/// <summary>Clients whose configuration is read by <c>init</c> or written by <c>emit</c>.</summary>
internal enum ClientKind
{
    /// <summary>Claude Code: <c>.mcp.json</c>.</summary>
    ClaudeCode,

    /// <summary>Claude Desktop: <c>claude_desktop_config.json</c>.</summary>
    ClaudeDesktop,

    /// <summary>Cursor: <c>.cursor/mcp.json</c>.</summary>
    Cursor,

    /// <summary>VS Code: <c>.vscode/mcp.json</c>.</summary>
    VsCode,

    /// <summary>Codex: <c>.codex/config.toml</c>.</summary>
    Codex,

    /// <summary>Dify, which reaches servers over HTTP alone.</summary>
    Dify,
}
