using PolicyOs.Contracts.Source;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A mapping of the language as written: every key nullable, nothing resolved.</summary>
internal abstract class SyntaxNode
{
    /// <summary>The mapping, with the places of its keys.</summary>
    internal YamlNode.Mapping Node { get; set; } = new(default, []);

    internal SourceSpan At => Node.At;

    /// <summary>Where a key is written; the mapping itself when it is not.</summary>
    internal SourceSpan KeyAt(string key) => Node.Find(key)?.KeyAt ?? At;
}
