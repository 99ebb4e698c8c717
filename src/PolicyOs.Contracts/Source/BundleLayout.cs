using System.Collections.Immutable;

namespace PolicyOs.Contracts.Source;

/// <summary>Names of the files of a bundle (spec 1.1).</summary>
internal static class BundleLayout
{
    internal const string McpContract = "mcp_contract.yaml";
    internal const string AgentContract = "agent_contract.yaml";
    internal const string Session = "session.yaml";
    internal const string Workflow = "workflow.yaml";
    internal const string OutcomeContract = "outcome_contract.md";
    internal const string GoldenTasks = "golden_tasks.yaml";
    internal const string Runbook = "runbook.md";
    internal const string Lock = "bundle.lock.json";
    internal const string ToolsFolder = "tools";
    internal const string PoliciesFolder = "policies";

    /// <summary>Every file of the root that belongs to the language, required ones first.</summary>
    internal static ImmutableArray<string> RootFiles { get; } =
        [McpContract, AgentContract, OutcomeContract, GoldenTasks, Runbook, Session, Workflow];

    /// <summary>How many of <see cref="RootFiles"/> every bundle must have.</summary>
    internal const int RequiredCount = 5;

    /// <summary>A file may not be longer.</summary>
    internal const int MaxFileBytes = 1 << 20;
}
