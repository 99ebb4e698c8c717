using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>preconditions</c>.</summary>
internal sealed class PreconditionSyntax : SyntaxNode
{
    internal static ObjectShape<PreconditionSyntax> Shape { get; } = new ObjectShape<PreconditionSyntax>(
            "precondition", "What must have happened before; keys given must all hold.")
        .Optional("requires_prior_tool", Is.Text, (s, v) => s.RequiresPriorTool = v, "this tool committed in this session before")
        .Optional("with_output", Is.ListOf(InvariantSyntax.Shape, minimum: 1), (s, v) => s.WithOutput = v, "on its most recent committed output")
        .Optional("resource", PreconditionResourceSyntax.Shape, (s, v) => s.Resource = v, "only commits for the same entity count")
        .Optional("requires_step_count", StepCountSyntax.Shape, (s, v) => s.RequiresStepCount = v, "calls of any tool that have committed");

    internal Located<string>? RequiresPriorTool { get; private set; }

    internal SyntaxList<InvariantSyntax> WithOutput { get; private set; } = SyntaxList<InvariantSyntax>.Absent;

    internal PreconditionResourceSyntax? Resource { get; private set; }

    internal StepCountSyntax? RequiresStepCount { get; private set; }
}
