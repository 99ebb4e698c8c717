namespace PolicyOs.Json.Schema;

/// <summary>Whether a valid instance can have a value at a path.</summary>
public enum PathExistence
{
    /// <summary>The schema neither names nor forbids it.</summary>
    Unknown,

    /// <summary>The schema names it.</summary>
    Yes,

    /// <summary>No valid instance has it.</summary>
    No,
}
