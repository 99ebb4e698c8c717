using System.Diagnostics;
using PolicyOs.Gateway.Upstream;
using PolicyOs.Testing;

namespace PolicyOs.Benchmarks.Load;

/// <summary>The executable under load: the one given, or this checkout's, published as it would be shipped.</summary>
internal static class LoadProgram
{
    /// <summary>Finds or publishes it.</summary>
    /// <param name="given">Path of a published executable; null publishes one.</param>
    public static async Task<SelfCommand> FindAsync(string? given)
    {
        if (given is not null)
        {
            return new(given, []);
        }

        string folder = RepositoryRoot.At("artifacts", "load");
        await Console.Error.WriteLineAsync($"publishing policyos ReadyToRun to {folder}");
        string[] arguments =
        [
            "publish", RepositoryRoot.At("src", "PolicyOs.Mcp"), "-c", "Release", "--use-current-runtime", "--self-contained", "true",
            "-p:PublishReadyToRun=true", "-p:PublishReadyToRunComposite=true", "-p:NuGetLockFilePath=" + Path.Combine(folder, "packages.lock.json"), "-o", folder, "-v", "quiet", "-nologo",
        ];
        using Process publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })!;
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? new(Path.Combine(folder, OperatingSystem.IsWindows() ? "policyos.exe" : "policyos"), [])
            : throw new InvalidOperationException("policyos could not be published");
    }
}
