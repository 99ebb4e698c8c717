using System.Diagnostics;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>A run of `policyos` to its end, as a person types it.</summary>
internal sealed record Command(int Exit, string Output, string Errors)
{
    /// <summary>Both streams, for messages of failed tests.</summary>
    public string All => Output + Errors;

    /// <summary>Runs it.</summary>
    public static Task<Command> RunAsync(params string[] arguments) => RunInAsync(null, null, arguments);

    /// <summary>Runs it in a folder, with variables beside the inherited ones; null takes one away.</summary>
    public static async Task<Command> RunInAsync(string? folder, IReadOnlyDictionary<string, string?>? environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable.PolicyOs.Program, [.. Executable.PolicyOs.Arguments, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? "",
        };
        foreach ((string name, string? value) in environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(GatewayProcess.Patience);
        await process.WaitForExitAsync();
        return new(process.ExitCode, output, await errors);
    }
}
