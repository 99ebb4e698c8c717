using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>One of a closed list of words.</summary>
internal sealed class WordShape<T>(params (string Word, T Value)[] words) : Shape<Located<T>>
{
    internal override bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out Located<T> value)
    {
        value = null;
        if (node is not YamlNode.Scalar { Kind: ScalarKind.String } scalar)
        {
            return Refuse(node, $"one of {All}", report);
        }

        foreach ((string word, T meaning) in words)
        {
            if (string.Equals(word, scalar.Text, StringComparison.Ordinal))
            {
                value = new Located<T>(meaning, node.At);
                return true;
            }
        }

        report.Add(Codes.UnknownWord, node.At, $"`{scalar.Text}` is none of {All}", NearMiss.Help(scalar.Text, words.Select(w => w.Word)));
        return false;
    }

    internal override JsonObject ToSchema(JsonObject definitions) =>
        new() { ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w.Word)]) };

    private string All => string.Join(", ", words.Select(w => $"`{w.Word}`"));
}
