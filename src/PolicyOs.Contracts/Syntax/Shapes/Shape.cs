using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>
/// What a value of the language looks like. One description serves the strict reader and the generated JSON Schema, so that editors
/// and <c>check</c> cannot disagree.
/// </summary>
internal abstract class Shape<T>
{
    /// <summary>Reads a node, or reports why it is none of this shape.</summary>
    internal abstract bool TryRead(YamlNode node, DiagnosticBag report, [MaybeNullWhen(false)] out T value);

    /// <summary>The shape as JSON Schema; objects go to the definitions.</summary>
    internal abstract JsonObject ToSchema(JsonObject definitions);

    /// <summary>Reports that <paramref name="node"/> is of another type.</summary>
    private protected static bool Refuse(YamlNode node, string expected, DiagnosticBag report, string? help = null)
    {
        report.Add(Codes.WrongType, node.At, $"expected {expected}, found {node.Noun}", help);
        return false;
    }
}
