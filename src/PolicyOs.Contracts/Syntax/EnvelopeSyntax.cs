using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary>An entry of <c>envelopes</c>.</summary>
internal sealed class EnvelopeSyntax : SyntaxNode
{
    internal static ObjectShape<EnvelopeSyntax> Shape { get; } = new ObjectShape<EnvelopeSyntax>(
            "envelope", "A flow constraint across calls.")
        .Required("name", Is.Text, (s, v) => s.Name = v, "unique")
        .Required("stages", Is.ListOf(EnvelopeStageSyntax.Shape, minimum: 2), (s, v) => s.Stages = v, "where values are captured and checked")
        .Required("constraint", Words.EnvelopeConstraints, (s, v) => s.Constraint = v, "what a constrained value must satisfy")
        .Optional("band", Is.NumberFromZero, (s, v) => s.Band = v, "a fraction, for within_band")
        .Required("reason", Is.Text, (s, v) => s.Reason = v, "told to the client");

    internal Located<string>? Name { get; private set; }

    internal SyntaxList<EnvelopeStageSyntax> Stages { get; private set; } = SyntaxList<EnvelopeStageSyntax>.Absent;

    internal Located<EnvelopeConstraint>? Constraint { get; private set; }

    internal Located<JsonNumber>? Band { get; private set; }

    internal Located<string>? Reason { get; private set; }
}
