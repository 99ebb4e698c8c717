using System.Text.Json;

namespace PolicyOs.Engine.Events;

/// <summary>What a commit puts into a slot.</summary>
/// <param name="Slot">Number of the slot.</param>
/// <param name="Value">Null unbinds: the path was missing, or the value is larger than a slot holds.</param>
public readonly record struct SlotCapture(int Slot, JsonElement? Value);
