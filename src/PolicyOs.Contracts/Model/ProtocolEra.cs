namespace PolicyOs.Contracts.Model;

/// <summary><c>servers.*.protocol</c>.</summary>
public enum ProtocolEra
{
    /// <summary>The client's era first, the other on refusal.</summary>
    Auto,

    /// <summary>2024-11-05 to 2025-11-25.</summary>
    Legacy,

    /// <summary>2026-07-28.</summary>
    Modern,
}
