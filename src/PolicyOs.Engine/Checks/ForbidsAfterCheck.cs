using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 9: no earlier call forbids this tool for the rest of the session.</summary>
internal sealed class ForbidsAfterCheck : ICheck, IVisibilityCheck
{
    public int Row => 9;

    public string Name => "forbids_after";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) =>
        tool is not null && bundle.Tools.Any(other => other.Contract is { } contract && contract.ForbidsAfter.Contains(tool.Number));

    public Finding? Examine(CallContext call)
    {
        if (!call.Session.IsForbidden(call.Tool.Number))
        {
            return null;
        }

        string by = string.Join(", ", call.Bundle.Tools.Where(t => t.Contract is { } c && c.ForbidsAfter.Contains(call.Tool.Number)).Select(static t => t.Name));
        return Finding.Deny(
            DecisionCode.ForbiddenInState, $"{call.Tool.Name} is forbidden for the rest of this session, because it comes after {by}") with { Expected = $"before {by}" };
    }

    public void Narrow(in VisibilityContext view, Span<ulong> visible) => Bits.AndNot(visible, view.Session.Forbidden.AsSpan());
}
