using PolicyOs.Contracts.Model;

namespace PolicyOs.Contracts.Tests.Compile;

public sealed class DecisionCodeNamesTests
{
    [Theory]
    [InlineData("TOOL_BLOCKED")]
    [InlineData("RULE_DENIED")]
    [InlineData("CANCELLED")]
    [InlineData("RATE_LIMITED")]
    [InlineData("UNAUTHENTICATED")]
    [InlineData("OUTPUT_INVARIANT_FAILED")]
    public void All_Codes_AreThere(string code) => Assert.Contains(code, DecisionCodeNames.All.AsEnumerable());
}
