using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>
/// Keys that are compiled and that the engine or the gateway does not act on yet. <c>run</c> and <c>test</c> refuse a bundle that uses one,
/// by name; whoever makes a key work takes it out of this table. A star stands for every name or list entry; empty lists say nothing.
/// </summary>
internal static class UnenforcedKeys
{
    private static readonly ImmutableArray<string> SessionKeys = ["provider_constraints", "purpose_source"];

    private static readonly ImmutableArray<string> ToolKeys = ["response_format_invariants"];

    internal static ImmutableArray<UnenforcedKey> In(BundleSyntax bundle)
    {
        var found = ImmutableArray.CreateBuilder<UnenforcedKey>();
        Collect(bundle.Session, SessionKeys, found);
        foreach (ToolFileSyntax tool in bundle.Tools)
        {
            Collect(tool.Contract, ToolKeys, found);
        }

        return found.ToImmutable();
    }

    private static void Collect(SyntaxNode? file, ImmutableArray<string> keys, ImmutableArray<UnenforcedKey>.Builder found)
    {
        if (file is null)
        {
            return;
        }

        foreach (string key in keys)
        {
            Walk(file.Node, key.Split('.'), 0, string.Empty, default, found);
        }
    }

    private static void Walk(YamlNode node, string[] steps, int depth, string path, SourceSpan at, ImmutableArray<UnenforcedKey>.Builder found)
    {
        if (depth == steps.Length)
        {
            if (node is not (YamlNode.Sequence { Items.IsEmpty: true } or YamlNode.Mapping { Entries.IsEmpty: true }))
            {
                found.Add(new UnenforcedKey(at.File, at.Line, at.Column, path));
            }

            return;
        }

        bool every = steps[depth] == "*";
        if (node is YamlNode.Sequence list && every)
        {
            foreach (YamlNode item in list.Items)
            {
                Walk(item, steps, depth + 1, path, item.At, found);
            }
        }
        else if (node is YamlNode.Mapping mapping)
        {
            foreach (YamlEntry entry in mapping.Entries.Where(e => every || e.Key == steps[depth]))
            {
                Walk(entry.Value, steps, depth + 1, path.Length == 0 ? entry.Key : $"{path}.{entry.Key}", entry.KeyAt, found);
            }
        }
    }
}
