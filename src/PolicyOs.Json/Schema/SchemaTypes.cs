namespace PolicyOs.Json.Schema;

/// <summary>Types of JSON Schema, as a set. <see cref="Number"/> includes the integers.</summary>
[Flags]
public enum SchemaTypes
{
    /// <summary>No type: nothing can be there.</summary>
    None = 0,

    /// <summary>null.</summary>
    Null = 1,

    /// <summary>true or false.</summary>
    Boolean = 2,

    /// <summary>An object.</summary>
    Object = 4,

    /// <summary>An array.</summary>
    Array = 8,

    /// <summary>A string.</summary>
    String = 16,

    /// <summary>A number without a fraction; 1.0 is one.</summary>
    Integer = 32,

    /// <summary>A number with a fraction; no schema names it alone.</summary>
    Fraction = 64,

    /// <summary>Any number.</summary>
    Number = Integer | Fraction,

    /// <summary>Any value.</summary>
    Any = Null | Boolean | Object | Array | String | Number,
}
