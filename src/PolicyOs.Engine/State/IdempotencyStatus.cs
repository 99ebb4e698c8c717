namespace PolicyOs.Engine.State;

/// <summary>What is known of a key.</summary>
public enum IdempotencyStatus
{
    /// <summary>Its call is in flight.</summary>
    InFlight,

    /// <summary>Its call took effect; its result answers repeats.</summary>
    Recorded,

    /// <summary>Whether its call took effect is not known.</summary>
    InDoubt,
}
