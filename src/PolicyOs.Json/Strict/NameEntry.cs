namespace PolicyOs.Json.Strict;

/// <summary>A property name of an object that is still open.</summary>
/// <param name="Key">Equal for equal names; mostly different for different ones.</param>
/// <param name="Offset">Where its opening quote is in the document.</param>
/// <param name="Length">The length of the unescaped name in bytes.</param>
/// <param name="Unescaped">Where the unescaped name is in the scratch buffer; -1 when the document holds it as it is.</param>
internal readonly record struct NameEntry(ulong Key, int Offset, int Length, int Unescaped);
