namespace PolicyOs.Engine.Secrets;

/// <summary>A secret in a text.</summary>
/// <param name="Kind">github_token, private_key ….</param>
/// <param name="Start">Its first character.</param>
/// <param name="Length">Its length.</param>
internal readonly record struct SecretMatch(string Kind, int Start, int Length);
