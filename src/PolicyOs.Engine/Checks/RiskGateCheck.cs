using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 6: gate and risk_defaults, decided at load.</summary>
internal sealed class RiskGateCheck : ICheck, IVisibilityCheck
{
    public int Row => 6;

    public string Name => "risk_gate";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool?.Contract is not null;

    public Finding? Examine(CallContext call) => call.Contract.IsRiskAllowed
        ? null
        : Finding.Deny(DecisionCode.RiskGateBlocked, $"{call.Tool.Name} is closed by its risk class: `{call.Contract.RiskSource}` says block")
            with { Path = call.Contract.RiskSource };

    public void Narrow(in VisibilityContext view, Span<ulong> visible) => Bits.And(visible, view.Plan.Masks.RiskAllowed);
}
