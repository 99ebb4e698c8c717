namespace PolicyOs.Engine.Decisions;

/// <summary>A secret found by its form (spec 3.9).</summary>
/// <param name="Kind">github_token, private_key ….</param>
/// <param name="Path">JSONPath of the string that holds it.</param>
public sealed record SecretFinding(string Kind, string Path);
