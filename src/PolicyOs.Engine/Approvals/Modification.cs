using System.Text.Json;

namespace PolicyOs.Engine.Approvals;

/// <summary>A value that an approver put in place of the agent's.</summary>
/// <param name="Path">A path of the checkpoints' <c>editable</c>, as written there.</param>
/// <param name="Value">The new value.</param>
public sealed record Modification(string Path, JsonElement Value);
