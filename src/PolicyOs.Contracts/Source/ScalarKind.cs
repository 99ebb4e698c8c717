namespace PolicyOs.Contracts.Source;

/// <summary>What the core schema of YAML 1.2 takes a scalar for.</summary>
internal enum ScalarKind
{
    String,
    Null,
    Boolean,

    /// <summary>Without fraction and exponent.</summary>
    Integer,

    /// <summary>With a fraction or an exponent.</summary>
    Float,

    /// <summary>.inf or .nan, which JSON does not have.</summary>
    NotFinite,
}
