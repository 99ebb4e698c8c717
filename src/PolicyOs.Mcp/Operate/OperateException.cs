namespace PolicyOs.Mcp.Operate;

/// <summary>An operating command cannot go on; the message says why and what to do.</summary>
/// <param name="message">For people.</param>
/// <param name="exitCode">What the process ends with.</param>
internal sealed class OperateException(string message, int exitCode) : Exception(message)
{
    /// <summary>What the process ends with.</summary>
    public int ExitCode { get; } = exitCode;
}
