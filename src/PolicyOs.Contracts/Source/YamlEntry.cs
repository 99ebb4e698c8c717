namespace PolicyOs.Contracts.Source;

/// <summary>A key with its value.</summary>
internal sealed record YamlEntry(string Key, SourceSpan KeyAt, YamlNode Value);
