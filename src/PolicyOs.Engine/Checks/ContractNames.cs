using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Checks;

/// <summary>Words of the contract language for its enumerations.</summary>
internal static class ContractNames
{
    public static string Of(SideEffect sideEffect) => sideEffect switch
    {
        SideEffect.Read => "read",
        SideEffect.Write => "write",
        SideEffect.Destructive => "destructive",
        SideEffect.Admin => "admin",
        SideEffect.Financial => "financial",
        _ => throw new InvalidOperationException($"side effect {sideEffect} is not known"),
    };
}
