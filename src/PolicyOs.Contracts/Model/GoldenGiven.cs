using System.Text.Json;

namespace PolicyOs.Contracts.Model;

/// <summary>An earlier call, committed with a result.</summary>
/// <param name="Tool">Tool number; the tool has a contract.</param>
/// <param name="Arguments">A JSON object.</param>
/// <param name="Result">Its result as data (spec 2.5).</param>
public sealed record GoldenGiven(int Tool, JsonElement Arguments, JsonElement Result);
