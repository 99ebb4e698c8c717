using PolicyOs.Contracts.Diagnostics;

namespace PolicyOs.Contracts.Source;

/// <summary>Anchors of one file. An alias shares its node, so what it stands for is counted instead of copied: nodes, and depth.</summary>
internal sealed class AnchorTable(DiagnosticBag report)
{
    internal const int MaxDepth = 64;
    internal const int MaxExpandedNodes = 10_000;

    private readonly Dictionary<string, YamlNode?> _anchors = new(StringComparer.Ordinal);
    private int _expanded;

    /// <summary>An anchored node starts; until it has ended an alias to it would be endless.</summary>
    internal void Open(string anchor) => _anchors[anchor] = null;

    /// <summary>The anchored node has ended.</summary>
    internal void Close(string anchor, YamlNode node) => _anchors[anchor] = node;

    /// <summary>The node that an alias stands for.</summary>
    internal YamlNode Resolve(string name, SourceSpan at, int depth)
    {
        if (!_anchors.TryGetValue(name, out YamlNode? node) || node is null)
        {
            report.Add(Codes.UnknownAnchor, at, $"alias `{name}` has no anchor that ends before it");
            throw new YamlRefusedException();
        }

        _expanded += node.Size;
        if (_expanded > MaxExpandedNodes)
        {
            report.Add(Codes.TooManyNodes, at, $"aliases stand for more than {MaxExpandedNodes} nodes");
            throw new YamlRefusedException();
        }

        if (depth + node.Height - 1 > MaxDepth)
        {
            report.Add(Codes.TooDeep, at, $"nested more than {MaxDepth} levels deep");
            throw new YamlRefusedException();
        }

        return node;
    }
}
