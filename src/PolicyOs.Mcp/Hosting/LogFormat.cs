namespace PolicyOs.Mcp.Hosting;

/// <summary><c>--log</c>.</summary>
internal enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,
}
