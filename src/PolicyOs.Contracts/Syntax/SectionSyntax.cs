using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A heading, and whether any text follows it before the next heading of level 1 or 2.</summary>
internal sealed record SectionSyntax(string Title, SourceSpan At, bool HasText);
