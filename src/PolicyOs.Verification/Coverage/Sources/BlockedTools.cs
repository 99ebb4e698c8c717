using System.Collections.Frozen;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary><c>blocked_tools</c>.</summary>
internal sealed class BlockedTools : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle) =>
        bundle.BlockedTools.Order(StringComparer.Ordinal).Select(name => new RuleInstance(
            $"agent_contract.yaml: blocked_tools[{name}]",
            "tool",
            bundle.ToolNumbers.TryGetValue(name, out int tool) ? [tool] : [],
            b => b with
            {
                BlockedTools = b.BlockedTools.Where(n => n != name).ToFrozenSet(StringComparer.Ordinal),
                Tools = [.. b.Tools.Select(t => t.Name == name ? t with { IsBlocked = false } : t)],
            }));
}
