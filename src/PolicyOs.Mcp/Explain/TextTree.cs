using System.Text;

namespace PolicyOs.Mcp.Explain;

/// <summary>A line with the lines under it, drawn as a tree.</summary>
/// <param name="Line">The text.</param>
/// <param name="Children">What is under it.</param>
internal sealed record TextTree(string Line, IReadOnlyList<TextTree> Children)
{
    /// <summary>A line with nothing under it.</summary>
    public TextTree(string line)
        : this(line, [])
    {
    }

    /// <summary>Draws the tree, the root without a branch.</summary>
    public string Draw()
    {
        var text = new StringBuilder().Append(Line).Append('\n');
        DrawChildren(text, string.Empty);
        return text.ToString();
    }

    private void DrawChildren(StringBuilder text, string indent)
    {
        for (int i = 0; i < Children.Count; i++)
        {
            bool isLast = i == Children.Count - 1;
            text.Append(indent).Append(isLast ? "└─ " : "├─ ").Append(Children[i].Line).Append('\n');
            Children[i].DrawChildren(text, indent + (isLast ? "   " : "│  "));
        }
    }
}
