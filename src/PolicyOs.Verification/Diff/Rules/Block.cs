using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>A nested mapping.</summary>
/// <param name="definition">Its definition.</param>
/// <param name="isControl">Whether its presence is a control of its own: added strengthens, removed weakens.</param>
/// <param name="withFields">Whether its fields are compared with none when it is on one side only.</param>
internal sealed class Block(string definition, bool isControl = false, bool withFields = true) : FieldRule
{
    public override string Meaning => (isControl ? "added: strengthening; removed: weakening; changed: " : string.Empty) + "by its fields";

    public override IEnumerable<string> Parts => [definition];

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        int reported = site.Found.Count;
        if (isControl && (old is null || @new is null))
        {
            site.Report(old is null ? Effect.Narrower : Effect.Wider, old, @new, old is null ? "one more control" : "one control less");
        }

        if (withFields || (old is not null && @new is not null))
        {
            Mappings.Compare(site, definition, old, @new);
        }

        if (site.Found.Count == reported)
        {
            site.Report(Effect.None, old, @new, Wording.Default);
        }
    }
}
