using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>loop_detection</c>.</summary>
internal sealed class LoopDetectionSyntax : SyntaxNode
{
    internal static ObjectShape<LoopDetectionSyntax> Shape { get; } = new ObjectShape<LoopDetectionSyntax>(
            "loop_detection", "Denies the proposal that would be the threshold-th equal one among the last window.")
        .Required("window", Is.Between(2, 10000), (s, v) => s.Window = v, "how many of the last proposals are looked at")
        .Required("threshold", Is.Between(2, 10000), (s, v) => s.Threshold = v, "how many equal ones are one too many");

    internal Located<int>? Window { get; private set; }

    internal Located<int>? Threshold { get; private set; }
}
