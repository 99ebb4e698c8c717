namespace PolicyOs.Mcp.Commands;

/// <summary><c>inspect --format</c>.</summary>
internal enum InspectFormat
{
    /// <summary>Plain text.</summary>
    Text,

    /// <summary>Markdown with a Mermaid diagram.</summary>
    Md,

    /// <summary>One HTML document with an inline SVG diagram.</summary>
    Html,
}
