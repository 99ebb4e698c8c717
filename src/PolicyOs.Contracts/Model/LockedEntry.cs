using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>A definition as it was when it was locked.</summary>
/// <param name="Sha256">Lower-case hex, over the canonical definition.</param>
/// <param name="Definition">Its pinned members.</param>
public sealed record LockedEntry(string Sha256, JsonElement Definition);
