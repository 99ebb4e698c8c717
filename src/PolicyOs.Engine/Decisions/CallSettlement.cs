namespace PolicyOs.Engine.Decisions;

/// <summary>How a call ended (spec 2.4).</summary>
public enum CallSettlement
{
    /// <summary>Permissive effects apply.</summary>
    Committed,

    /// <summary>Certainly nothing happened.</summary>
    Failed,

    /// <summary>Unknown.</summary>
    InDoubt,
}
