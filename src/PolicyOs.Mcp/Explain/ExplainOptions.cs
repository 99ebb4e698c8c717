using System.CommandLine;

namespace PolicyOs.Mcp.Explain;

/// <summary>Options of <c>policyos explain</c>.</summary>
internal static class ExplainOptions
{
    /// <summary>The bundle.</summary>
    public static Argument<string> Bundle { get; } = new("bundle") { Description = "The folder of the contract bundle." };

    /// <summary>The tool.</summary>
    public static Option<string?> Tool { get; } = new("--tool") { Description = "The tool as clients name it." };

    /// <summary>The arguments.</summary>
    public static Option<string?> Arguments { get; } = new("--args") { Description = "The arguments as JSON, @FILE, or - for standard input; {} when not given." };

    /// <summary>A state file.</summary>
    public static Option<string?> State { get; } = new("--state") { Description = "A YAML or JSON file with what went before: principal, purpose, labels, env, given, steps, as in a golden task." };

    /// <summary>A golden task.</summary>
    public static Option<string?> Task { get; } = new("--task") { Description = "The state of this golden task or golden case before --step; the step's call is meant unless --tool is given." };

    /// <summary>A step of the task.</summary>
    public static Option<int?> Step { get; } = new("--step") { Description = "With --task: the number of the step, from 1; the first when not given." };

    /// <summary>A recorded session.</summary>
    public static Option<string?> Session { get; } = new("--session") { Description = "The state of this session of the journal (--store)." };

    /// <summary>A recorded call.</summary>
    public static Option<string?> Call { get; } = new("--call") { Description = "With --session: the state before this call, and the call itself unless --tool is given." };

    /// <summary>A point in a recorded session.</summary>
    public static Option<long?> At { get; } = new("--at") { Description = "With --session: the sequence of the last event that counts, and its time; everything, and now, when not given." };

    /// <summary>Who calls.</summary>
    public static Option<string?> Principal { get; } = new("--principal") { Description = "A JSON file that says who is calling." };

    /// <summary>What the session is for.</summary>
    public static Option<string?> Purpose { get; } = new("--purpose") { Description = "What a session that begins empty is for." };

    /// <summary>The mode.</summary>
    public static Option<string?> Mode { get; } = new("--mode") { Description = "enforce, advise or observe; may only tighten." };
}
