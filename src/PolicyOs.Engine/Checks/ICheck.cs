using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Checks;

/// <summary>One check of the table in spec 2.1.</summary>
internal interface ICheck
{
    /// <summary>Its row in the table.</summary>
    int Row { get; }

    /// <summary>Its stable name, as traces show it.</summary>
    string Name { get; }

    /// <summary>Whether it denies in advise and observe too (spec 2.7).</summary>
    bool IsEnforcedInEveryMode => false;

    /// <summary>Whether the bundle has anything for it to check on this tool; asked once, when the bundle is planned.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="tool">Null for a name that is not declared.</param>
    bool AppliesTo(CompiledBundle bundle, Tool? tool);

    /// <summary>What it has against the call; null when nothing.</summary>
    Finding? Examine(CallContext call);
}
