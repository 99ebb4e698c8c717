using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>A key that is known and refused, with better words than "unknown".</summary>
internal sealed class RefusedField<T>(string key, DiagnosticCode code, string message, string? help) : Field<T>(key, isRequired: false)
{
    internal override bool IsAdvertised => false;

    internal override void Read(T owner, YamlEntry entry, DiagnosticBag report) => report.Add(code, entry.KeyAt, message, help);

    internal override JsonObject ToSchema(JsonObject definitions) => throw new NotSupportedException("a refused key is in no schema");
}
