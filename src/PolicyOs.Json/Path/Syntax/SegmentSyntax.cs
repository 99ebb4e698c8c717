namespace PolicyOs.Json.Path.Syntax;

/// <summary>Selectors applied to the children of a node, or to the node and all below it (RFC 9535 section 2.5).</summary>
internal sealed record SegmentSyntax(bool IsDescendant, IReadOnlyList<SelectorSyntax> Selectors);
