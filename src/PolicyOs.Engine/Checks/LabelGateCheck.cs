using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 4: no label of the session closes a gate before the tool.</summary>
internal sealed class LabelGateCheck : ICheck, IVisibilityCheck
{
    public int Row => 4;

    public string Name => "label_gates";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        tool is not null && bundle.Session.Policy is { } policy && policy.LabelGates.Any(gate => gate.DenyTools.Contains(tool.Number));

    public Finding? Examine(CallContext call)
    {
        foreach (LabelGate gate in call.Bundle.Session.Policy!.LabelGates)
        {
            if (call.Session.HasLabel(gate.Label) && gate.DenyTools.Contains(call.Tool.Number))
            {
                string label = call.Bundle.Labels[gate.Label];
                return Finding.Deny(
                    DecisionCode.LabelGateDenied,
                    $"{call.Tool.Name} is closed while the session has the label `{label}`; labels are not taken away, use another session or ask a person")
                    with { Reason = gate.Reason, Actual = label };
            }
        }

        return null;
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible)
    {
        foreach ((int label, ulong[] tools) in view.Plan.Masks.LabelGates)
        {
            if (view.Session.HasLabel(label))
            {
                Bits.AndNot(visible, tools);
            }
        }
    }
}
