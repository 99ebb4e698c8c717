using System.Diagnostics;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The suite in tests/interop, where node is there to run it; .ci/run runs it by itself.</summary>
public sealed class InteropSuiteTests
{
    [Fact]
    public async Task InteropSuite_WhereNodeIsThere_Passes()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("CI") == "true", ".ci/run runs the interop suite by itself");
        Assert.SkipUnless(HasNode(), "node is absent: the interop suite is not run");
        Assert.SkipUnless(Directory.Exists(RepositoryRoot.At("tests", "interop", "node_modules")), "run `npm ci` in tests/interop to run the interop suite");

        using Process suite = Start("node", "run.mjs");
        Task<string> errors = suite.StandardError.ReadToEndAsync();
        string output = await suite.StandardOutput.ReadToEndAsync();
        await suite.WaitForExitAsync();
        Assert.True(suite.ExitCode == 0, output + await errors);
    }

    private static bool HasNode()
    {
        try
        {
            using Process node = Start("node", "--version");
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(string command, string argument)
    {
        var start = new ProcessStartInfo(command, argument)
        {
            WorkingDirectory = RepositoryRoot.At("tests", "interop"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["POLICYOS_BIN"] = Programs.PolicyOs;
        return Process.Start(start)!;
    }
}
