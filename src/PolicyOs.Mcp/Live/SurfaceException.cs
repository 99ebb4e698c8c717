namespace PolicyOs.Mcp.Live;

/// <summary>A surface cannot be reached, or broke off.</summary>
/// <param name="message">In words, with what the other side said.</param>
internal sealed class SurfaceException(string message) : Exception(message);
