using System.Diagnostics;
using PolicyOs.Testing;

namespace PolicyOs.Operate.Tests;

/// <summary>The built program, as people start it.</summary>
internal static class PolicyOsProcess
{
    /// <summary>Longer than anything here takes on a busy machine; what takes longer hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Passphrase = "POLICYOS_OPERATOR_PASSPHRASE";
    private const string NewPassphrase = "POLICYOS_NEW_OPERATOR_PASSPHRASE";

    /// <summary>The command line that starts it.</summary>
    public static string[] Command => ["dotnet", Programs.PolicyOs];

    /// <summary>Starts it with redirected streams.</summary>
    public static Process Start(IEnumerable<string> arguments, string? passphrase = null, string? newPassphrase = null) =>
        StartCommand([.. Command, .. arguments], passphrase, newPassphrase);

    /// <summary>Starts a command that starts it.</summary>
    public static Process StartCommand(string[] command, string? passphrase = null, string? newPassphrase = null)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment[Passphrase] = passphrase;
        start.Environment[NewPassphrase] = newPassphrase;

        // Processes of a second are over before profiling their code pays.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start)!;
    }

    /// <summary>Runs it to its end, with nothing on its standard input.</summary>
    public static Task<Ran> RunAsync(string? passphrase, params string[] arguments) => RunAsync(passphrase, null, arguments);

    /// <summary>The same, where a new key is made.</summary>
    public static async Task<Ran> RunAsync(string? passphrase, string? newPassphrase, string[] arguments)
    {
        using Process process = Start(arguments, passphrase, newPassphrase);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new(process.ExitCode, output, await errors);
    }
}
