using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A schema inside another; an absent one lets everything through.</summary>
internal sealed class Subschema : FieldRule
{
    private static readonly YamlNode s_everything = new YamlNode.Mapping(default, []);

    public override string Meaning => "by its keywords";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        int reported = site.Found.Count;
        SchemaChanges.CompareSchemas(site, old ?? s_everything, @new ?? s_everything);
        if (site.Found.Count == reported)
        {
            site.Report(Effect.None, old, @new, Wording.Default);
        }
    }
}
