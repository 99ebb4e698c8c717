using PolicyOs.Mcp.Commands;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests;

/// <summary>The page on <c>policyos run</c> and the command itself know the same options.</summary>
public sealed class RunReferenceTests
{
    [Fact]
    public void Reference_NamesTheOptionsOfRun()
    {
        const string row = "| `--";
        IEnumerable<string> written = File.ReadLines(RepositoryRoot.At("docs", "reference", "run.md"))
            .Where(line => line.StartsWith(row, StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);

        Assert.Equal(RunCommand.Create().Options.Select(option => option.Name).Order(StringComparer.Ordinal), written.Order(StringComparer.Ordinal));
    }
}
