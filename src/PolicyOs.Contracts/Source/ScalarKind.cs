namespace PolicyOs.Contracts.Source;

/// <summary>What the core schema of YAML 1.2 takes a scalar for.</summary>
public enum ScalarKind
{
    /// <summary>Text.</summary>
    String,

    /// <summary>null, ~ or nothing.</summary>
    Null,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>Without fraction and exponent.</summary>
    Integer,

    /// <summary>With a fraction or an exponent.</summary>
    Float,

    /// <summary>.inf or .nan, which JSON does not have.</summary>
    NotFinite,
}
