using System.CommandLine;

namespace PolicyOs.Mcp.Operate;

/// <summary>Options that every operating command has (spec 4): which journal, which bundle, whose key, in what form.</summary>
internal static class OperateOptions
{
    /// <summary>The bundle whose journal is meant.</summary>
    public static Option<string?> Bundle { get; } = new("--bundle") { Description = "The folder of the contract bundle; its default store is meant unless --store is given." };

    /// <summary>The journal's file.</summary>
    public static Option<string?> Store { get; } = new("--store") { Description = "The journal: sqlite:PATH." };

    /// <summary>The operator's key file.</summary>
    public static Option<string?> Key { get; } = new("--key") { Description = "The operator's key file; its passphrase is asked for, or taken from POLICYOS_OPERATOR_PASSPHRASE." };

    /// <summary>For programs.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "One JSON document on standard output." };
}
