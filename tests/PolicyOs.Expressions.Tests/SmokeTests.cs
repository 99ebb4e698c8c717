namespace PolicyOs.Expressions.Tests;

public sealed class SmokeTests
{
    [Fact]
    public void House_Stands() => Assert.True(File.Exists(PolicyOs.Testing.RepositoryRoot.At("PolicyOs.Mcp.sln")));
}
