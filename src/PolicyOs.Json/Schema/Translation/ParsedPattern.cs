namespace PolicyOs.Json.Schema.Translation;

/// <summary>A pattern as read.</summary>
/// <param name="Root">The tree.</param>
/// <param name="IgnoreCase">Whether it began with <c>(?i)</c>; the sets of the tree are closed under case folding already.</param>
/// <param name="Look">The first construct a linear-time engine cannot take, as a person calls it; null where there is none.</param>
/// <param name="HasBackReference">Whether a back reference needs the captures.</param>
internal sealed record ParsedPattern(PatternNode Root, bool IgnoreCase, string? Look, bool HasBackReference);
