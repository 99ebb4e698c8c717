namespace PolicyOs.Engine.State;

/// <summary>Whether a session serves calls (row 1).</summary>
public enum Liveness
{
    /// <summary>It does.</summary>
    Live,

    /// <summary>Disconnected without resume, idle, or closed by an operator.</summary>
    Closed,

    /// <summary>Stopped by an operator.</summary>
    Killed,

    /// <summary>Stopped by its circuit breaker.</summary>
    Tripped,
}
