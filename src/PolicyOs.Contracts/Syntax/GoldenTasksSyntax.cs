using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>golden_tasks.yaml (spec 4.1).</summary>
internal sealed class GoldenTasksSyntax : SyntaxNode
{
    internal static ObjectShape<GoldenTasksSyntax> Shape { get; } = new ObjectShape<GoldenTasksSyntax>(
            "golden_tasks", "What must stay true.")
        .Required("schema_version", Is.Text, (s, v) => s.SchemaVersion = v, "always \"1.0\"")
        .Required("tasks", Is.ListOf(GoldenTaskSyntax.Shape), (s, v) => s.Tasks = v, "repeatable examples")
        .Optional("equivalent", Is.ListOf(EquivalentSyntax.Shape), (s, v) => s.Equivalent = v, "rules that cannot matter");

    internal Located<string>? SchemaVersion { get; private set; }

    internal SyntaxList<GoldenTaskSyntax> Tasks { get; private set; } = SyntaxList<GoldenTaskSyntax>.Absent;

    internal SyntaxList<EquivalentSyntax> Equivalent { get; private set; } = SyntaxList<EquivalentSyntax>.Absent;

    /// <summary>The file with one more task at its end.</summary>
    internal GoldenTasksSyntax With(GoldenTaskSyntax task) => new()
    {
        Node = Node,
        SchemaVersion = SchemaVersion,
        Equivalent = Equivalent,
        Tasks = new SyntaxList<GoldenTaskSyntax>(Tasks.At, [.. Tasks, task]),
    };
}
