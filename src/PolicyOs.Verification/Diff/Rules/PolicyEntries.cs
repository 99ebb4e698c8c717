using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>
/// <c>rules</c> of a session's policy. A deny restricts. An allow permits where <c>default_deny</c> holds; an allow that names tools also
/// closes them to everybody else, so that the first one naming a tool restricts and the last one to go opens it.
/// </summary>
internal sealed class PolicyEntries : FieldRule
{
    public override string Meaning =>
        "deny added: strengthening, removed: weakening; allow added: weakening, removed: strengthening, unless it is the only one that names a tool: then the opposite";

    public override IEnumerable<string> Parts => ["session_policy_rule"];

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        ImmutableArray<YamlNode> before = (old as YamlNode.Sequence)?.Items ?? [];
        ImmutableArray<YamlNode> after = (@new as YamlNode.Sequence)?.Items ?? [];
        int reported = site.Found.Count;
        List<YamlNode> open = [.. before.Where(item => !after.Any(other => NodeEquality.Same(item, other)))];
        foreach (YamlNode item in after.Where(item => !before.Any(other => NodeEquality.Same(item, other))))
        {
            // Entries have no names: one is taken for another with the same effect on the same attribute.
            int partner = open.FindIndex(other => Name(other) == Name(item));
            Site at = site.At($"[{Name(item)}]", partner < 0 ? null : open[partner], item);
            if (partner >= 0)
            {
                YamlNode was = open[partner];
                open.RemoveAt(partner);
                Mappings.Compare(at, "session_policy_rule", was, item);
            }
            else if (Kind(item) == "deny")
            {
                at.Report(Effect.Narrower, null, item, "one more denial");
            }
            else
            {
                bool closes = site.Sibling("default_deny") != "true" && Tools(item).Any(tool => !NamedTools(before).Contains(tool));
                at.Report(closes ? Effect.Narrower : Effect.Wider, null, item, closes ? "the tools it names were open to everybody" : "one more is permitted");
            }
        }

        foreach (YamlNode item in open)
        {
            bool opens = Kind(item) == "deny" || Tools(item).Any(tool => !NamedTools(after).Contains(tool));
            site.At($"[{Name(item)}]", item, null).Report(
                opens ? Effect.Wider : Effect.Narrower, item, null, Kind(item) == "deny" ? "one denial less" : opens ? "the tools it names are open to everybody" : "one less is permitted");
        }

        if (site.Found.Count == reported)
        {
            site.Report(Effect.None, old, @new, "the same entries in another order");
        }
    }

    private static string Kind(YamlNode item) => (item as YamlNode.Mapping)?.Find("deny") is null ? "allow" : "deny";

    private static YamlNode.Mapping? Target(YamlNode item) => (item as YamlNode.Mapping)?.Find(Kind(item))?.Value as YamlNode.Mapping;

    private static string Name(YamlNode item) =>
        (Target(item)?.Find("principal")?.Value as YamlNode.Mapping)?.Find("path")?.Value is { } path ? $"{Kind(item)} {NodeText.Of(path)}" : Kind(item);

    private static IEnumerable<string> Tools(YamlNode item) => Target(item)?.Find("tools")?.Value is YamlNode.Sequence tools ? tools.Items.Select(NodeText.Of) : [];

    private static HashSet<string> NamedTools(IEnumerable<YamlNode> items) => [.. items.Where(item => Kind(item) == "allow").SelectMany(Tools)];
}
