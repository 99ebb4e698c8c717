namespace PolicyOs.Contracts.Source;

/// <summary>The tags of the core schema (YAML 1.2.2, section 10).</summary>
internal static class CoreTags
{
    internal const string String = "tag:yaml.org,2002:str";
    internal const string Sequence = "tag:yaml.org,2002:seq";
    internal const string Mapping = "tag:yaml.org,2002:map";

    /// <summary>Whether a scalar that resolves to <paramref name="kind"/> may carry the tag; no tag admits everything.</summary>
    internal static bool Admits(string tag, ScalarKind kind) => tag switch
    {
        "" => true,
        "tag:yaml.org,2002:null" => kind == ScalarKind.Null,
        "tag:yaml.org,2002:bool" => kind == ScalarKind.Boolean,
        "tag:yaml.org,2002:int" => kind == ScalarKind.Integer,
        "tag:yaml.org,2002:float" => kind is ScalarKind.Float or ScalarKind.Integer or ScalarKind.NotFinite,
        _ => false,
    };
}
