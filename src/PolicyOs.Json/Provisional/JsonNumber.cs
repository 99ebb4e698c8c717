namespace PolicyOs.Json.Numbers;

/// <summary>Stands in until the exact number lands in Numbers/; delete this file then.</summary>
public readonly record struct JsonNumber(decimal Value);
