namespace PolicyOs.Mcp.Onboarding;

/// <summary>How clients are named on the command line.</summary>
internal static class ClientNames
{
    /// <summary>Every name that <c>--for</c> takes.</summary>
    public static string[] All { get; } = [.. Enum.GetValues<ClientKind>().Select(Of)];

    /// <summary>A client's name.</summary>
    public static string Of(ClientKind client) => client switch
    {
        ClientKind.ClaudeCode => "claude-code",
        ClientKind.ClaudeDesktop => "claude-desktop",
        ClientKind.Cursor => "cursor",
        ClientKind.VsCode => "vscode",
        ClientKind.Codex => "codex",
        _ => "dify",
    };

    /// <summary>The client of a name; null for one that is not known.</summary>
    public static ClientKind? Parse(string name) =>
        Enum.GetValues<ClientKind>().Where(client => Of(client) == name).Select(client => (ClientKind?)client).FirstOrDefault();
}
