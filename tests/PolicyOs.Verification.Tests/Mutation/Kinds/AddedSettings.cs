using System.Collections.Immutable;
using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Tests.Mutation.Kinds;

/// <summary>A setting that is strong when it is not written is written weak.</summary>
internal sealed class AddedSettings : IMutationKind
{
    // The file or its folder, the key at its root, the weak value.
    private static readonly ImmutableArray<(string File, string Key, YamlNode Weak)> s_settings =
    [
        ("session.yaml", "mode", Edits.Text("observe")), ("session.yaml", "mode", Edits.Text("advise")), ("session.yaml", "strict_arguments", Edits.Boolean(false)),
        ("session.yaml", "schema_derived", Edits.Boolean(false)), ("tools/", "schema_derived", Edits.Boolean(false)),
        ("agent_contract.yaml", "secrets", Edits.Mapping(Edits.Boolean(false), "deny_in_arguments", Edits.Boolean(false))),
    ];

    // Looked at once a file, at the key that every file has.
    public IEnumerable<Mutant> At(MutationPlace place) => place.Path is "agent" or "tool"
        ? from setting in s_settings
          where place.File.StartsWith(setting.File, StringComparison.Ordinal) && place.Owner.Find(setting.Key) is null
          select place.WithOwner(MutationOperator.AddSetting, Said(setting.Weak), owner => new YamlNode.Mapping(owner.At, owner.Entries.Add(place.Entry with { Key = setting.Key, Value = setting.Weak })))
              with { Path = setting.Key }
        : [];

    private static string Said(YamlNode weak) => weak is YamlNode.Mapping { Entries: [var entry] } ? $"{entry.Key}: {Said(entry.Value)}, not written before" : $"{((YamlNode.Scalar)weak).Text}, not written before";
}
