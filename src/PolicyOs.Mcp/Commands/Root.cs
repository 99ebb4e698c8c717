using System.CommandLine;

namespace PolicyOs.Mcp.Commands;

/// <summary>The command line (spec 4): every command in the order of the help.</summary>
internal static class Root
{
    /// <summary>Builds the root command.</summary>
    public static RootCommand Create() => new("Enforces contracts in front of MCP servers.")
    {
        RunCommand.Create(),
        InitCommand.Create(),
        CheckCommand.Create(),
        LockCommand.Create(),
        EmitCommand.Create(),
        DoctorCommand.Create(),
        InspectCommand.Create(),
        TestCommand.Create(),
        DiffCommand.Create(),
        ExplainCommand.Create(),
        SimulateCommand.Create(),
        SessionsCommand.Create(),
        ApprovalsCommand.Create(),
        OperatorsCommand.Create(),
        AuditCommand.Create(),
        DemoCommand.Create(),
        DemoServerCommand.Create(),
    };
}
