using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>
/// Keys that are compiled and that nothing acts on yet. <c>run</c> and <c>test</c> refuse a bundle that uses one in a way that would act, by
/// name; whoever makes a key work takes it out of here. What waits for sampling acts only where a server may ask for it.
/// </summary>
internal static class UnenforcedKeys
{
    internal static ImmutableArray<UnenforcedKey> In(Compilation compilation)
    {
        var found = ImmutableArray.CreateBuilder<UnenforcedKey>();
        SessionSyntax? session = compilation.Syntax.Session;
        if (session?.PurposeSource is { Value: true })
        {
            Add(session, "purpose_source", found);
        }

        if (compilation.AllowsSampling)
        {
            Add(session, "provider_constraints", found);
            foreach (ToolFileSyntax tool in compilation.Syntax.Tools)
            {
                Add(tool.Contract, "response_format_invariants", found);
            }
        }

        return found.ToImmutable();
    }

    private static void Add(SyntaxNode? file, string key, ImmutableArray<UnenforcedKey>.Builder found)
    {
        if (file?.Node.Find(key) is { } entry && entry.Value is not (YamlNode.Sequence { Items.IsEmpty: true } or YamlNode.Mapping { Entries.IsEmpty: true }))
        {
            found.Add(new UnenforcedKey(entry.KeyAt.File, entry.KeyAt.Line, entry.KeyAt.Column, key));
        }
    }
}
