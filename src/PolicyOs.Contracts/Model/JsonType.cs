namespace PolicyOs.Contracts.Model;

/// <summary>The <c>type</c> operand; 1.0 is an integer, null is none of them.</summary>
public enum JsonType
{
    /// <summary>string</summary>
    String,

    /// <summary>number</summary>
    Number,

    /// <summary>integer</summary>
    Integer,

    /// <summary>boolean</summary>
    Boolean,

    /// <summary>object</summary>
    Object,

    /// <summary>array</summary>
    Array,
}
