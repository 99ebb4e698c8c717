using System.Collections.Immutable;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation;

/// <summary>One key of a bundle's YAML, at which something can be changed.</summary>
/// <param name="Bundle">The bundle, unchanged.</param>
/// <param name="File">The file that it is in.</param>
/// <param name="Root">The file's content.</param>
/// <param name="Owner">The mapping that has the key.</param>
/// <param name="Entry">The key and its value.</param>
/// <param name="Way">Keys and indexes from the root to the value.</param>
/// <param name="Path">The same, as rules of <c>--coverage</c> are named.</param>
internal sealed record MutationPlace(
    CompiledBundle Bundle, string File, YamlNode Root, YamlNode.Mapping Owner, YamlEntry Entry, ImmutableArray<object> Way, string Path)
{
    public string Key => Entry.Key;

    /// <summary>The text of the value; null where it is not a scalar.</summary>
    public string? Text => (Entry.Value as YamlNode.Scalar)?.Text;

    /// <summary>The items of the value; none where it is not a list.</summary>
    public ImmutableArray<YamlNode> Items => Entry.Value is YamlNode.Sequence list ? list.Items : [];

    public bool IsToolContract => File.StartsWith("tools/", StringComparison.Ordinal);

    /// <summary>Whether it is within a schema of arguments or results.</summary>
    public bool IsInSchema => Path.Contains("put_schema.", StringComparison.Ordinal);

    /// <summary>Whether it is within a condition that picks another bound of an aggregate.</summary>
    public bool IsCondition =>
        Path.Contains("aggregates", StringComparison.Ordinal) && Path.Contains(".when[", StringComparison.Ordinal) && !Key.StartsWith("then_", StringComparison.Ordinal);

    /// <summary>Whether what matches it is stopped, refused or labelled: to match less is to let more through.</summary>
    public bool IsTrigger =>
        (Path.Contains(".when[", StringComparison.Ordinal) && !Path.Contains("aggregates", StringComparison.Ordinal))
        || Path.Contains(".from_output[", StringComparison.Ordinal) || Path.Contains(".deny.principal", StringComparison.Ordinal) || Path.Contains("policy.deny[", StringComparison.Ordinal);

    /// <summary>The bundle's file with the value replaced.</summary>
    public Mutant Changed(MutationOperator by, string change, Func<YamlNode, YamlNode?> edit, bool weakens = true) =>
        new(by, File, Path, change, weakens, Edits.At(Root, Way, edit));

    /// <summary>The bundle's file without the key.</summary>
    public Mutant Gone(bool weakens = true) => Changed(MutationOperator.DropRule, "gone", static _ => null, weakens);

    /// <summary>The bundle's file without one item of the value.</summary>
    public Mutant WithoutItem(int index, bool weakens = true) =>
        new(MutationOperator.DropRule, File, $"{Path}[{NameOf(Items[index], index)}]", "gone", weakens, Edits.At(Root, Way.Add(index), static _ => null));

    /// <summary>The bundle's file with another mapping around the key.</summary>
    public Mutant WithOwner(MutationOperator by, string change, Func<YamlNode.Mapping, YamlNode> edit, bool weakens = true) =>
        new(by, File, Path, change, weakens, Edits.At(Root, Way.RemoveAt(Way.Length - 1), owner => edit((YamlNode.Mapping)owner)));

    /// <summary>What an item of a list is called.</summary>
    public static string NameOf(YamlNode item, int index)
    {
        foreach (string key in (string[])["name", "id", "role", "path", "requires_prior_tool", "when_label", "rule"])
        {
            if ((item as YamlNode.Mapping)?.Find(key)?.Value is YamlNode.Scalar name)
            {
                return name.Text;
            }
        }

        return item is YamlNode.Scalar scalar ? scalar.Text : (item as YamlNode.Mapping)?.Find("deny") is not null ? $"deny {index + 1}" : (item as YamlNode.Mapping)?.Find("allow") is not null ? $"allow {index + 1}" : $"{index + 1}";
    }
}
