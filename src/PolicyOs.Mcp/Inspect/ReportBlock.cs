using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Mcp.Inspect;

/// <summary>A part of the reviewer's page, before it is text, Markdown or HTML. A closed hierarchy.</summary>
internal abstract record ReportBlock
{
    private ReportBlock()
    {
    }

    /// <summary>A heading; level 1 is the page's.</summary>
    public sealed record Heading(int Level, string Text) : ReportBlock;

    /// <summary>A sentence or two.</summary>
    public sealed record Paragraph(string Text) : ReportBlock;

    /// <summary>Points, in order.</summary>
    public sealed record Points(ImmutableArray<string> Items) : ReportBlock;

    /// <summary>A table; every row has as many cells as there are columns.</summary>
    public sealed record Table(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows) : ReportBlock;

    /// <summary>A card: what is said of one thing, each under its name.</summary>
    public sealed record Card(string Title, ImmutableArray<(string Name, string Text)> Lines) : ReportBlock;

    /// <summary>The phase machine.</summary>
    public sealed record Phases(ImmutableArray<Phase> Machine, int Initial) : ReportBlock;
}
