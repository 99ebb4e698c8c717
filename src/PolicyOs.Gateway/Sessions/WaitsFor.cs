using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;
using PolicyOs.Engine.Events;
using PolicyOs.Journal;

namespace PolicyOs.Gateway.Sessions;

/// <summary>What a call waits for before it goes on (spec 5.2).</summary>
internal static class WaitsFor
{
    /// <summary>
    /// A reservation of anything but a read is on disk before the server sees it; so is a question before anybody is told of it, for its ticket
    /// is good for a restart (spec 2.8), and that an approval is used up, for it is used once.
    /// </summary>
    public static Durability Decided(CompiledBundle bundle, Decision decision) => decision.Events.Any(e => e switch
    {
        CallReserved reserved => reserved.ApprovalId is not null || !IsRead(bundle, reserved),
        ApprovalRequested => true,
        _ => false,
    })
        ? Durability.Synced
        : Durability.Written;

    private static bool IsRead(CompiledBundle bundle, CallReserved reserved) => bundle.Tools[reserved.Tool].Contract!.SideEffect == SideEffect.Read;
}
