namespace PolicyOs.Testing;

/// <summary>
/// The programs that tests start, compiled ahead of time by the build of tests/PolicyOs.Programs in the same configuration; such a process
/// takes two thirds of the processor time that one needs which compiles itself.
/// </summary>
public static class Programs
{
    static Programs()
    {
        // Most of these processes are over within a second or two: what they compile a second time, for speed, before ten (0x2710 ms) never pays,
        // nor does guarding a compiler's pages. Both are inherited by what is started, and by what that starts.
        Environment.SetEnvironmentVariable("DOTNET_TC_CallCountingDelayMs", "2710");
        Environment.SetEnvironmentVariable("DOTNET_EnableWriteXorExecute", "0");
    }

    /// <summary>The gateway, to be started with <c>dotnet</c>.</summary>
    public static string PolicyOs { get; } = At("policyos.dll");

    /// <summary>The server that says everything, to be started with <c>dotnet</c>.</summary>
    public static string FakeUpstream { get; } = At("PolicyOs.FakeUpstream.dll");

    // A test's own folder ends in configuration and framework, as theirs does.
    private static string At(string file)
    {
        var framework = new DirectoryInfo(AppContext.BaseDirectory);
        return RepositoryRoot.At("tests", "PolicyOs.Programs", "bin", framework.Parent!.Name, framework.Name, "ready", file);
    }
}
