using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff;

/// <summary>Where a comparison stands in both bundles, and where what it finds goes.</summary>
/// <param name="Found">Takes the changes.</param>
/// <param name="Field">The field of the language.</param>
/// <param name="Path">The path in the file.</param>
/// <param name="Restricts">Whether what matches here is restricted, so that wider is stronger: conditions of checkpoints, denials.</param>
/// <param name="OldOwner">The mapping that holds the field in the old bundle; null when there is none.</param>
/// <param name="NewOwner">The mapping that holds the field in the new bundle; null when there is none.</param>
/// <param name="OldAt">The nearest place in the old bundle.</param>
/// <param name="NewAt">The nearest place in the new bundle.</param>
internal sealed record Site(
    List<BundleChange> Found,
    string Field,
    string Path,
    bool Restricts,
    YamlNode.Mapping? OldOwner,
    YamlNode.Mapping? NewOwner,
    SourceSpan OldAt,
    SourceSpan NewAt)
{
    /// <summary>Records a change of this field.</summary>
    public void Report(Effect effect, YamlNode? old, YamlNode? @new, string why) => Found.Add(new(
        ClassOf(effect), Field, Path, old is null ? null : NodeText.Of(old), @new is null ? null : NodeText.Of(@new), old?.At ?? OldAt, @new?.At ?? NewAt, why));

    /// <summary>A part of this field.</summary>
    public Site At(string step, YamlNode? old, YamlNode? @new) => this with
    {
        Path = Path.Length == 0 || step.StartsWith('[') ? Path + step : $"{Path}.{step}",
        OldAt = old?.At ?? OldAt,
        NewAt = @new?.At ?? NewAt,
    };

    /// <summary>What a sibling of this field says; the new bundle's word where it has one.</summary>
    public string? Sibling(string key) =>
        ((NewOwner?.Find(key) ?? OldOwner?.Find(key))?.Value as YamlNode.Scalar)?.Text;

    private ChangeClass ClassOf(Effect effect) => effect switch
    {
        Effect.None => ChangeClass.Compatible,
        Effect.Breaks => ChangeClass.Breaking,
        Effect.Narrower when !Restricts => ChangeClass.Strengthening,
        Effect.Wider when Restricts => ChangeClass.Strengthening,
        _ => ChangeClass.Weakening,
    };
}
