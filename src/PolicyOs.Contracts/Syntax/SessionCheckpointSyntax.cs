using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of session.yaml's <c>checkpoints</c>.</summary>
internal sealed class SessionCheckpointSyntax : CheckpointSyntax
{
    internal static new ObjectShape<SessionCheckpointSyntax> Shape { get; } = Common(
        new ObjectShape<SessionCheckpointSyntax>("session_checkpoint", "Human approval of calls.")
            .Required("name", Is.Text, (s, v) => s.Name = v, "unique")
            .Required("tool", Is.Text, (s, v) => s.Tool = v, "a tool, or *"));

    internal Located<string>? Name { get; private set; }

    internal Located<string>? Tool { get; private set; }
}
