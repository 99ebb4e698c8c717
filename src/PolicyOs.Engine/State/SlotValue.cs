using System.Text.Json;

namespace PolicyOs.Engine.State;

/// <summary>What a slot holds.</summary>
/// <param name="Value">At most <see cref="MaxBytes"/> long, in a document of its own.</param>
internal sealed record SlotValue(JsonElement Value)
{
    /// <summary>Longer values leave the slot unbound: an event has to hold every bind of a call.</summary>
    public const int MaxBytes = 1_024;
}
