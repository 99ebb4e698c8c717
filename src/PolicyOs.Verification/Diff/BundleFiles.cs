using System.Collections.Immutable;
using PolicyOs.Contracts;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff;

/// <summary>Pairs the files of two bundles and compares each by its definition.</summary>
internal static class BundleFiles
{
    private const string Tools = "tools/";
    private const string Policies = "policies/";

    private static readonly ImmutableArray<(string Path, string Definition)> s_roots =
    [
        ("mcp_contract.yaml", "mcp_contract"),
        ("agent_contract.yaml", "agent_contract"),
        ("session.yaml", "session"),
        ("golden_tasks.yaml", "golden_tasks"),
    ];

    public static void Compare(WrittenBundle old, WrittenBundle @new, List<BundleChange> found)
    {
        foreach ((string path, string definition) in s_roots)
        {
            Mapped(definition, Find(old, path), Find(@new, path), found);
        }

        foreach (string path in Paths(old, Tools).Union(Paths(@new, Tools), StringComparer.Ordinal))
        {
            Contract(Find(old, path), Find(@new, path), found);
        }

        Merged(old, @new, found);
        Locks.Compare(old.Lock, @new.Lock, found);
        foreach (string path in old.Files.Concat(@new.Files).Select(file => file.Path).Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Distinct())
        {
            Prose(Find(old, path), Find(@new, path), found);
        }
    }

    private static void Mapped(string definition, WrittenFile? old, WrittenFile? @new, List<BundleChange> found)
    {
        if (old?.Content != @new?.Content && Readable(definition, old, @new, found))
        {
            Mappings.Compare(SiteOf(definition, old, @new, found), definition, old?.Root, @new?.Root);
        }
    }

    // Without a contract a tool cannot be called at all; none of its rules got weaker by going with it.
    private static void Contract(WrittenFile? old, WrittenFile? @new, List<BundleChange> found)
    {
        if (old is not null && @new is not null)
        {
            Mapped("tool_contract", old, @new, found);
        }
        else
        {
            SiteOf("tools", old, @new, found).Report(
                @new is null ? Effect.Breaks : Effect.None, old?.Root, @new?.Root, @new is null ? "the tool has no contract any more" : "a contract; allowed_tools opens the tool");
        }
    }

    // Roles and rules have names of their own: the file that they stand in says nothing.
    private static void Merged(WrittenBundle old, WrittenBundle @new, List<BundleChange> found)
    {
        bool readable = true;
        foreach (string path in Paths(old, Policies).Union(Paths(@new, Policies), StringComparer.Ordinal))
        {
            readable &= Readable("policies", Find(old, path), Find(@new, path), found);
        }

        if (readable)
        {
            Mappings.Compare(new Site(found, "policies", string.Empty, false, null, null, default, new(Policies, 1, 1, 0)), "policies", Merge(old), Merge(@new));
        }
    }

    private static void Prose(WrittenFile? old, WrittenFile? @new, List<BundleChange> found)
    {
        if (old?.Content != @new?.Content)
        {
            SiteOf("documents", old, @new, found).Report(Effect.None, null, null, "read by people");
        }
    }

    private static bool Readable(string definition, WrittenFile? old, WrittenFile? @new, List<BundleChange> found)
    {
        bool readable = old is not { Root: null } && @new is not { Root: null };
        if (!readable && old?.Content != @new?.Content)
        {
            SiteOf(definition, old, @new, found).Report(Effect.Breaks, null, null, "one side cannot be read as YAML: nothing in this file is compared");
        }

        return readable;
    }

    private static Site SiteOf(string field, WrittenFile? old, WrittenFile? @new, List<BundleChange> found) =>
        new(found, field, string.Empty, false, null, null, Start(old ?? @new), Start(@new ?? old));

    private static SourceSpan Start(WrittenFile? file) => file is null ? default : new(file.Path, 1, 1, 0);

    private static WrittenFile? Find(WrittenBundle bundle, string path) => bundle.Files.FirstOrDefault(file => file.Path == path);

    private static IEnumerable<string> Paths(WrittenBundle bundle, string folder) =>
        bundle.Files.Where(file => file.Path.StartsWith(folder, StringComparison.Ordinal)).Select(file => file.Path);

    private static YamlNode.Mapping Merge(WrittenBundle bundle)
    {
        ImmutableArray<YamlEntry> entries =
        [
            .. bundle.Files.Where(file => file.Path.StartsWith(Policies, StringComparison.Ordinal))
                .SelectMany(file => (file.Root as YamlNode.Mapping)?.Entries ?? []),
        ];
        return new(default,
        [
            .. entries.GroupBy(entry => entry.Key, StringComparer.Ordinal).Select(group => group.First() with
            {
                Value = group.All(entry => entry.Value is YamlNode.Sequence)
                    ? new YamlNode.Sequence(group.First().Value.At, [.. group.SelectMany(entry => ((YamlNode.Sequence)entry.Value).Items)])
                    : group.First().Value,
            }),
        ]);
    }
}
