using System.Reflection;
using System.Text.RegularExpressions;
using PolicyOs.Testing;

namespace PolicyOs.EndToEnd.Tests.Threats;

/// <summary>The guide names the test of every threat, and every test of a threat stands in the guide.</summary>
public sealed partial class ThreatModelTests
{
    private static readonly string s_guide = File.ReadAllText(RepositoryRoot.At("docs", "guides", "threat-model.md"));

    [Fact]
    public void EveryTest_IsNamedByOneThreatOfTheGuide()
    {
        IEnumerable<string> tests = typeof(ThreatModelTests).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ThreatModelTests).Namespace && type != typeof(ThreatModelTests))
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => $"{type.Name}.{method.Name}"));
        Assert.Equal(tests.Order(StringComparer.Ordinal), TestName().Matches(s_guide).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryThreat_SaysAttackDefenceRestAndTest()
    {
        string[] threats = s_guide.Split("\n### ")[1..];
        Assert.Equal(24, threats.Length);
        Assert.All(threats, threat =>
        {
            Assert.All(new[] { "**Attack.**", "**What stops it.**", "**Your job.**", "**Test.**" }, part => Assert.Contains(part, threat, StringComparison.Ordinal));
            Assert.Single(TestName().Matches(threat));
        });
    }

    [GeneratedRegex(@"`(\w+ThreatTests\.\w+)`")]
    private static partial Regex TestName();
}
