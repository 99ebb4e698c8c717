namespace PolicyOs.Contracts.Source;

/// <summary>A key with its value.</summary>
/// <param name="Key">As written.</param>
/// <param name="KeyAt">Where the key stands.</param>
/// <param name="Value">What it is given.</param>
public sealed record YamlEntry(string Key, SourceSpan KeyAt, YamlNode Value);
