namespace PolicyOs.Verification.Diff;

/// <summary>What a change does to the field that it is in, before it is known whether that field permits or restricts.</summary>
internal enum Effect
{
    /// <summary>Nothing that decides on calls.</summary>
    None,

    /// <summary>Fewer values pass, match or fit.</summary>
    Narrower,

    /// <summary>More values pass, match or fit.</summary>
    Wider,

    /// <summary>Another rule; neither can be shown. Taken as weakening.</summary>
    Unknown,

    /// <summary>Another name, form or meaning.</summary>
    Breaks,
}
