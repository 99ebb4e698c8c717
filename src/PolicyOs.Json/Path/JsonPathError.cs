namespace PolicyOs.Json.Path;

/// <summary>Why a text is not a JSONPath query.</summary>
/// <param name="Position">Where in the text, in UTF-16 units from 0.</param>
/// <param name="Message">What is wrong there, in lower case, without full stop.</param>
public sealed record JsonPathError(int Position, string Message);
