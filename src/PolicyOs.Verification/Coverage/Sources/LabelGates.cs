using System.Collections.Immutable;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Verification.Coverage.Sources;

/// <summary><c>policy.label_gates</c>, tool by tool.</summary>
internal sealed class LabelGates : IRuleSource
{
    public IEnumerable<RuleInstance> Of(CompiledBundle bundle)
    {
        ImmutableArray<LabelGate> gates = bundle.Session.Policy?.LabelGates ?? [];
        foreach ((LabelGate gate, int number, string name) in gates.Named(gate => bundle.Labels[gate.Label]))
        {
            foreach (int tool in gate.DenyTools)
            {
                yield return new RuleInstance(
                    $"session.yaml: policy.label_gates[{name}].deny_tools[{bundle.Tools[tool].Name}]",
                    "label_gates",
                    [tool],
                    b => b.WithPolicy(policy => policy with
                    {
                        LabelGates = policy.LabelGates.SetItem(number, gate with { DenyTools = gate.DenyTools.Remove(tool) }),
                    }));
            }
        }
    }
}
