using PolicyOs.Engine.Events;

namespace PolicyOs.Verification.Simulation;

/// <summary>One recorded call in the other bundle's world.</summary>
internal sealed class SimulatedCall(RecordedCall recorded)
{
    /// <summary>As it was recorded.</summary>
    public RecordedCall Recorded => recorded;

    /// <summary>What the other bundle says.</summary>
    public Trail Trail { get; } = new();

    /// <summary>Its last decision in words.</summary>
    public string? Message { get; set; }

    /// <summary>Why nothing can be said of it; null when something can.</summary>
    public string? Undetermined { get; set; }

    /// <summary>The event at which it was last decided.</summary>
    public Recorded.RecordedEvent? DecidedAt { get; set; }

    /// <summary>Its reservation while its outcome is awaited.</summary>
    public CallReserved? InFlight { get; set; }

    /// <summary>Whether what its commit captures of its arguments was not kept.</summary>
    public bool HidesCapture { get; set; }

    /// <summary>Whether it waits for an equal call.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether nothing more is decided about it.</summary>
    public bool IsOver { get; set; }
}
