namespace PolicyOs.Mcp.Commands;

/// <summary><c>check --format</c>.</summary>
internal enum CheckFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>SARIF 2.1.0.</summary>
    Sarif,
}
