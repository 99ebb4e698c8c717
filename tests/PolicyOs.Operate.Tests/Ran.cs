using System.Text.Json;

namespace PolicyOs.Operate.Tests;

/// <summary>How a command ended.</summary>
internal sealed record Ran(int ExitCode, string Output, string Errors)
{
    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json => JsonElement.Parse(Output);

    /// <summary>The same, when it ended well.</summary>
    public Ran Fine()
    {
        Assert.True(ExitCode == 0, $"{ExitCode}: {Errors}{Output}");
        return this;
    }

    /// <summary>Asserts one clear error and an exit code.</summary>
    public void Refused(int exitCode, string words)
    {
        Assert.True(exitCode == ExitCode, $"{ExitCode}: {Errors}{Output}");
        Assert.StartsWith("policyos: error: ", Assert.Single(Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains(words, Errors, StringComparison.Ordinal);
    }
}
