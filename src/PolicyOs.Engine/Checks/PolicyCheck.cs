using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 5: session and tool policy both permit the principal.</summary>
internal sealed class PolicyCheck : ICheck, IVisibilityCheck
{
    public int Row => 5;

    public string Name => "policy";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        tool?.Contract is { } contract
        && (contract.Policy is not null || bundle.Session.Policy is { DefaultDeny: true } or { Rules.Length: > 0 });

    // Whom the policies permit depends on the principal alone, so it is known before the call; the reason is found when it is needed.
    public Finding? Examine(CallContext call) =>
        call.Plan.ViewOf(call.Facts).PassesPolicy(call.Tool.Number)
            ? null
            : Finding.Deny(DecisionCode.PolicyDenied, PolicyRulesEvaluator.WhyDenied(call.Bundle, call.Tool, call.Facts)!);

    public void Narrow(in VisibilityContext view, Span<ulong> visible) => Bits.And(visible, view.Plan.ViewOf(view.Facts).Policy);
}
