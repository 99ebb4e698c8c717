using PolicyOs.Engine.Events;

namespace PolicyOs.Engine.State;

/// <summary>A reserved call without a final outcome: in flight, or in doubt until an operator resolves it.</summary>
/// <param name="Reserved">Its reservation; without the arguments once it is in doubt.</param>
/// <param name="Order">The sequence of the reservation.</param>
/// <param name="IsInDoubt">In doubt, else in flight.</param>
public sealed record OpenCall(CallReserved Reserved, long Order, bool IsInDoubt);
