using System.Text.Json;

namespace PolicyOs.Verification.Recorded;

/// <summary>An event of a journal as it is written: names, not numbers of some bundle.</summary>
/// <param name="Sequence">Its position in its stream.</param>
/// <param name="Type">policyos.call.reserved ….</param>
/// <param name="Data">A JSON object.</param>
/// <param name="Bundle">Digest of the bundle that it was decided by; empty when it does not say.</param>
public sealed record RecordedEvent(long Sequence, string Type, JsonElement Data, string Bundle)
{
    /// <summary>When it was decided.</summary>
    public DateTimeOffset At { get; } = Data.TryGetProperty("at"u8, out JsonElement at) ? at.GetDateTimeOffset() : default;

    /// <summary>A text member; null when it is not there.</summary>
    public string? Text(string name) => Data.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Whether it went to a stream beside its session's: <c>tenant</c> or <c>everyone</c>.</summary>
    public bool IsAlsoOn(string stream) =>
        Data.TryGetProperty("also_on"u8, out JsonElement streams) && streams.EnumerateArray().Any(s => s.ValueEquals(stream));
}
