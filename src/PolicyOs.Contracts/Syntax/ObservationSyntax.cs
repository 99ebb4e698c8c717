using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;

namespace PolicyOs.Contracts.Syntax;

/// <summary><c>observation</c> of a tool (spec 3.8).</summary>
internal sealed class ObservationSyntax : SyntaxNode
{
    internal static ObjectShape<ObservationSyntax> Shape { get; } = new ObjectShape<ObservationSyntax>(
            "observation", "Stamped on every result.")
        .Optional("trust_level", Words.TrustLevels, (s, v) => s.TrustLevel = v, "default untrusted_user_content")
        .Optional("data_classification", Is.Text, (s, v) => s.DataClassification = v, "in the author's own words")
        .Optional("source_system", Is.Text, (s, v) => s.SourceSystem = v, "where the data comes from");

    internal Located<TrustLevel>? TrustLevel { get; private set; }

    internal Located<string>? DataClassification { get; private set; }

    internal Located<string>? SourceSystem { get; private set; }
}
