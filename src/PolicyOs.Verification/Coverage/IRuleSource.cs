using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage;

/// <summary>Finds the rules of one kind in a bundle.</summary>
internal interface IRuleSource
{
    /// <summary>Every rule of the kind.</summary>
    IEnumerable<RuleInstance> Of(CompiledBundle bundle);
}
