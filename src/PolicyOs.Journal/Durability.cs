namespace PolicyOs.Journal;

/// <summary>What an append waits for (spec 5.2).</summary>
public enum Durability
{
    /// <summary>The order is fixed; the disk follows with the next group.</summary>
    Written,

    /// <summary>In the file: it outlives this process, and the disk follows with the next group.</summary>
    Committed,

    /// <summary>On disk.</summary>
    Synced,
}
