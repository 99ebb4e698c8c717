using System.Collections.Immutable;

namespace PolicyOs.Engine.Events.Codec;

/// <summary>Every form, once.</summary>
internal static class EventForms
{
    public static readonly ImmutableArray<IEventForm> All =
        [.. SessionForms.All, .. CallForms.All, .. SettlementForms.All, .. RequestForms.All, .. ApprovalForms.All];
}
