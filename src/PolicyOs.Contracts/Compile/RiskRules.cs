using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax;

namespace PolicyOs.Contracts.Compile;

/// <summary>Row 6 of the decision, decided at load (spec 1.3).</summary>
internal static class RiskRules
{
    /// <summary>The key of agent_contract that speaks of a risk class; reads have none.</summary>
    internal static string? Key(SideEffect? effect) => effect switch
    {
        null or SideEffect.Read => null,
        SideEffect.Write => "write_operations",
        _ => "destructive_operations",
    };

    /// <summary>What agent_contract says of a risk class; null where it says nothing.</summary>
    internal static Located<RiskDecision>? Written(SideEffect? effect, AgentContractSyntax? agent) => effect switch
    {
        null or SideEffect.Read => null,
        SideEffect.Write => agent?.WriteOperations,
        _ => agent?.DestructiveOperations,
    };

    /// <summary>Whether the risk class is allowed, and which key says so.</summary>
    internal static (bool IsAllowed, string Source) Decide(ToolContractSyntax tool, AgentContractSyntax? agent, RiskDefaultsSyntax? defaults)
    {
        SideEffect effect = tool.SideEffect?.Value ?? SideEffect.Financial;
        Located<RiskDecision>? written = Written(effect, agent);
        string agentKey = $"agent_contract.{Key(effect) ?? "read"}";
        if (written?.Value == RiskDecision.Block)
        {
            return (false, agentKey);
        }

        if (tool.Gate is { } gate)
        {
            return (gate.Value, "gate");
        }

        return defaults is not null
            ? (Default(effect, defaults)?.Value ?? effect == SideEffect.Read, $"risk_defaults.{Word(effect)}")
            : (effect == SideEffect.Read || written is not null, agentKey);
    }

    private static Located<bool>? Default(SideEffect effect, RiskDefaultsSyntax defaults) => effect switch
    {
        SideEffect.Read => defaults.Read,
        SideEffect.Write => defaults.Write,
        SideEffect.Destructive => defaults.Destructive,
        SideEffect.Admin => defaults.Admin,
        _ => defaults.Financial,
    };

    internal static string Word(SideEffect effect) => effect switch
    {
        SideEffect.Read => "read",
        SideEffect.Write => "write",
        SideEffect.Destructive => "destructive",
        SideEffect.Admin => "admin",
        _ => "financial",
    };
}
