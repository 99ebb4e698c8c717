using PolicyOs.Engine.Decisions;

namespace PolicyOs.Verification.Simulation;

/// <summary>What became of one call, in few words that can be compared: <c>ask, allow, failed TOOL_TIMEOUT</c>.</summary>
internal sealed class Trail
{
    private readonly List<string> _parts = [];

    public bool IsEmpty => _parts.Count == 0;

    public void Denied(string code) => Add("deny " + code);

    public void Asked() => Add("ask");

    public void Waits() => Add("wait");

    public void Replayed() => Add("allow as a replay");

    /// <param name="would">The code that enforce would have given; null when it would have allowed.</param>
    public void Allowed(string? would) => Add(would is null ? "allow" : $"allow (enforce: {would})");

    /// <summary>Nothing is added for a call that did what it was to do.</summary>
    public void Settled(CallSettlement kind, string? code)
    {
        if (code is not null || kind != CallSettlement.Committed)
        {
            Add($"{kind switch { CallSettlement.Committed => "committed", CallSettlement.Failed => "failed", _ => "in doubt" }}{(code is null ? "" : " " + code)}");
        }
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _parts);

    // A call that waits is decided again and again; that it waits is said once.
    private void Add(string part)
    {
        if (_parts.Count > 0 && _parts[^1] == "wait")
        {
            _parts.RemoveAt(_parts.Count - 1);
        }

        if (_parts.Count == 0 || _parts[^1] != part)
        {
            _parts.Add(part);
        }
    }
}
