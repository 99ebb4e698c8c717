namespace PolicyOs.Journal;

/// <summary>What an append waits for (spec 5.2).</summary>
public enum Durability
{
    /// <summary>Where it outlives this process; the disk follows.</summary>
    Written,

    /// <summary>On disk.</summary>
    Synced,
}
