using System.Text.Json;

namespace PolicyOs.Engine.Tests.Reference;

internal enum NaiveStatus
{
    InFlight,
    Committed,
    Failed,
    InDoubt,
}

/// <summary>Everything about one dispatched call.</summary>
internal sealed class NaiveCall
{
    public required string Id { get; init; }

    public required int Tool { get; init; }

    public required JsonElement Arguments { get; init; }

    public required int Order { get; init; }

    public required DateTimeOffset At { get; init; }

    public required decimal Cost { get; set; }

    public required string? Key { get; init; }

    /// <summary>What it counts for in sums, by aggregate; missing where it contributes nothing.</summary>
    public required Dictionary<int, JsonElement> Contributions { get; init; }

    public required Dictionary<int, decimal> Sums { get; init; }

    public NaiveStatus Status { get; set; }

    public int CommitOrder { get; set; }

    /// <summary>The result's data; null without one.</summary>
    public JsonElement? Data { get; set; }

    /// <summary>An operator said it was executed: it counts, but captured nothing.</summary>
    public bool ByResolution { get; set; }
}
