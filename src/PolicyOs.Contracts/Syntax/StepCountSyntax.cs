using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>requires_step_count</c>.</summary>
internal sealed class StepCountSyntax : SyntaxNode
{
    internal static ObjectShape<StepCountSyntax> Shape { get; } = new ObjectShape<StepCountSyntax>(
            "step_count", "A number of committed calls.")
        .Required("gte", Is.Count, (s, v) => s.AtLeast = v, "at least this many calls of any tool have committed");

    internal Located<int>? AtLeast { get; private set; }
}
