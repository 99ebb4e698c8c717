namespace PolicyOs.Engine.State;

/// <summary>What is known of a prior fact.</summary>
internal enum FactState : byte
{
    /// <summary>The tool has not committed.</summary>
    Unknown,

    /// <summary>Its last output did not satisfy what is asked.</summary>
    Fails,

    /// <summary>It holds.</summary>
    Holds,
}
