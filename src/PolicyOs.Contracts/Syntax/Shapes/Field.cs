using System.Text.Json.Nodes;
using PolicyOs.Contracts.Diagnostics;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>One key of a mapping.</summary>
internal abstract class Field<T>(string key, bool isRequired)
{
    internal string Key { get; } = key;

    internal bool IsRequired { get; } = isRequired;

    /// <summary>Whether it is suggested and appears in the generated schema.</summary>
    internal abstract bool IsAdvertised { get; }

    /// <summary>Reads the value into its owner.</summary>
    internal abstract void Read(T owner, YamlEntry entry, DiagnosticBag report);

    internal abstract JsonObject ToSchema(JsonObject definitions);
}
