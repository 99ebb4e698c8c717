namespace PolicyOs.EndToEnd.Tests.Eras;

/// <summary>How two ends speak: what carries the messages, and of which era they are.</summary>
public enum Edge
{
    /// <summary>Lines on standard streams, 2025-11-25.</summary>
    StdioLegacy,

    /// <summary>Lines on standard streams, 2026-07-28.</summary>
    StdioModern,

    /// <summary>Streamable HTTP, 2025-11-25.</summary>
    HttpLegacy,

    /// <summary>Streamable HTTP, 2026-07-28.</summary>
    HttpModern,
}
