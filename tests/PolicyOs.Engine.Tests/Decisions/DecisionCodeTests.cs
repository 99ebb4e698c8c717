using PolicyOs.Contracts.Model;
using PolicyOs.Engine.Decisions;

namespace PolicyOs.Engine.Tests.Decisions;

public sealed class DecisionCodeTests
{
    /// <summary>Contracts, which does not know the engine, has the names a second time: for golden tasks.</summary>
    [Fact]
    public void All_Names_AreThoseThatContractsKnows()
    {
        Assert.Equal(DecisionCodeNames.All.Order(StringComparer.Ordinal), DecisionCode.All.Select(static c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_Codes_AreEveryOneThatIsDeclared()
    {
        IEnumerable<string> declared = typeof(DecisionCode).GetFields().Where(static f => f.FieldType == typeof(DecisionCode)).Select(static f => ((DecisionCode)f.GetValue(null)!).Name);

        Assert.Equal(declared.Order(StringComparer.Ordinal), DecisionCode.All.Select(static c => c.Name).Order(StringComparer.Ordinal));
    }
}
