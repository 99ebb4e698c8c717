namespace PolicyOs.Expressions.Values;

/// <summary>What a <see cref="CelValue"/> holds.</summary>
public enum CelKind
{
    /// <summary>Nothing: a variable that was not set.</summary>
    Unset = 0,

    /// <summary>An evaluation error; see <see cref="CelValue.Error"/>.</summary>
    Error,

    /// <summary>null.</summary>
    Null,

    /// <summary>true or false.</summary>
    Bool,

    /// <summary>A signed 64-bit integer.</summary>
    Int,

    /// <summary>An unsigned 64-bit integer.</summary>
    Uint,

    /// <summary>An IEEE 754 binary64.</summary>
    Double,

    /// <summary>A string.</summary>
    String,

    /// <summary>Octets.</summary>
    Bytes,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map.</summary>
    Map,

    /// <summary>A point in time.</summary>
    Timestamp,

    /// <summary>A span of time.</summary>
    Duration,

    /// <summary>A type.</summary>
    Type,

    /// <summary>An optional value.</summary>
    Optional,

    /// <summary>An IP address (network extension).</summary>
    IpAddress,

    /// <summary>An IP network in CIDR notation (network extension).</summary>
    IpNetwork,
}
