using System.Diagnostics;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A command of the real program, run to its end.</summary>
internal sealed record Ran(int ExitCode, string Output, string Errors)
{
    /// <summary>Runs it, with nothing on its standard input.</summary>
    /// <param name="passphrase">Of the operator's key; null when there is none.</param>
    /// <param name="arguments">The command.</param>
    public static Task<Ran> CommandAsync(string? passphrase, params string[] arguments) =>
        RunAsync(passphrase, Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, .. arguments]);

    /// <summary>Runs a program of the machine.</summary>
    public static Task<Ran> ProgramAsync(string program, params string[] arguments) => RunAsync(null, program, arguments);

    /// <summary>The same, when it ended well.</summary>
    public Ran Fine()
    {
        Assert.True(ExitCode == 0, $"{ExitCode}: {Errors}{Output}");
        return this;
    }

    private static async Task<Ran> RunAsync(string? passphrase, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["POLICYOS_OPERATOR_PASSPHRASE"] = passphrase;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(GatewayProcess.Patience);
        await process.WaitForExitAsync().WaitAsync(GatewayProcess.Patience);
        return new(process.ExitCode, output, await errors);
    }
}
