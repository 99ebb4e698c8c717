using System.Text.Json;
using PolicyOs.Contracts.Model;

namespace PolicyOs.Engine.Tests.Reference;

/// <summary>What a condition in CEL sees of one call.</summary>
internal sealed record NaiveView(NaiveSession Session, Tool Tool, JsonElement Arguments, string? Phase, string? Purpose, Func<string, int> Calls)
{
    public JsonElement? Argument(string name) => Arguments.TryGetProperty(name, out JsonElement value) ? value : null;

    public decimal? Number(string name) => Argument(name) is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : null;
}
