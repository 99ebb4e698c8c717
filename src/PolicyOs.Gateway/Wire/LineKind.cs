namespace PolicyOs.Gateway.Wire;

/// <summary>What <see cref="BoundedLineReader"/> read.</summary>
internal enum LineKind
{
    /// <summary>A line within the bound.</summary>
    Whole,

    /// <summary>A line beyond the bound; only its beginning is given.</summary>
    TooLong,

    /// <summary>The stream has ended.</summary>
    End,
}
