using System.Collections.Immutable;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A Markdown document of the bundle (spec 1.10).</summary>
/// <param name="Path">Its file.</param>
/// <param name="FrontMatter">Null where there is none or it cannot be read.</param>
/// <param name="Sections">Headings of level 1 and 2, in order.</param>
internal sealed record DocumentSyntax(string Path, OutcomeFrontMatterSyntax? FrontMatter, ImmutableArray<SectionSyntax> Sections);
