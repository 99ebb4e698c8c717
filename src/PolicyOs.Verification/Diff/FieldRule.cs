using PolicyOs.Contracts.Source;

namespace PolicyOs.Verification.Diff;

/// <summary>How changes of one field of the language are classed.</summary>
internal abstract class FieldRule
{
    /// <summary>The classes in words, for the reference page.</summary>
    public abstract string Meaning { get; }

    /// <summary>The definitions of the language whose fields decide on the parts of this one; empty when this rule covers all below it.</summary>
    public virtual IEnumerable<string> Parts => [];

    /// <summary>Reports how a field differs. Called when it does; either side may be absent, not both.</summary>
    public abstract void Compare(Site site, YamlNode? old, YamlNode? @new);
}
