namespace PolicyOs.Engine.Decisions;

/// <summary>What proves that a call took effect (spec 2.6).</summary>
public enum Evidence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It was sent; whatever came back proves nothing.</summary>
    Dispatched,

    /// <summary>A non-error result.</summary>
    Acknowledged,

    /// <summary>A result that shows the effect and passed its checks.</summary>
    Verified,
}
