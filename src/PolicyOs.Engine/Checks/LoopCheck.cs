using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.State;

namespace PolicyOs.Engine.Checks;

/// <summary>Row 10: the proposal is not the threshold-th equal one among the last ones.</summary>
internal sealed class LoopCheck : ICheck
{
    public int Row => 10;

    public string Name => "loop";

    public bool AppliesTo(CompiledBundle bundle, Tool? tool) => tool is not null && bundle.Session.Limits.Loop is not null;

    public Finding? Examine(CallContext call)
    {
        if (!call.EntersLoop)
        {
            return null;
        }

        LoopDetection loop = call.Bundle.Session.Limits.Loop!;
        SessionState session = call.Session;
        ulong fingerprint = LoopFingerprint.Of(call.ToolPlan.NameHash, call.Proposal.ArgumentsHash);
        int equal = 1;
        int earlier = Math.Min(loop.Window - 1, session.LoopEntries);
        for (int back = 1; back <= earlier; back++)
        {
            equal += session.LoopWindow[(session.LoopEntries - back) % loop.Window] == fingerprint ? 1 : 0;
        }

        return equal >= loop.Threshold
            ? Finding.Deny(
                DecisionCode.LoopDetected,
                $"{call.Tool.Name} was proposed {equal} times with the same arguments among the last {loop.Window} proposals; the answer will not change, try something else")
                with { Path = "session_limits.loop_detection", Expected = $"fewer than {loop.Threshold}" }
            : null;
    }
}
