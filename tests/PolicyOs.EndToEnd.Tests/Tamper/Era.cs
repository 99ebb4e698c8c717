namespace PolicyOs.EndToEnd.Tests.Tamper;

/// <summary>Of the protocol: how a request says what it is.</summary>
public enum Era
{
    /// <summary>2024-11-05 … 2025-11-25: by a handshake before.</summary>
    Legacy,

    /// <summary>2026-07-28: by its own <c>_meta</c>.</summary>
    Modern,
}
