using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff.Rules;

/// <summary>Any change is of one class. What is written out as the default that held before changes nothing.</summary>
internal sealed class AnyChange(Effect effect, string why, string? whenAbsent = null) : FieldRule
{
    public override string Meaning => $"any change: {Wording.ClassOf(effect)} ({why})";

    public override void Compare(Site site, YamlNode? old, YamlNode? @new)
    {
        bool isDefault = whenAbsent is not null && Text(old) == Text(@new);
        site.Report(isDefault ? Effect.None : effect, old, @new, isDefault ? Wording.Default : why);
    }

    private string? Text(YamlNode? node) => node is null ? whenAbsent : (node as YamlNode.Scalar)?.Text;
}
