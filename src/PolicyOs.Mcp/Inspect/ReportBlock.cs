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

    /// <summary>The phase machine.</summary>
    public sealed record Phases(ImmutableArray<Phase> Machine, int Initial) : ReportBlock;
}
