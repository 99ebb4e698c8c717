namespace PolicyOs.Json.Tests.Schema.Suite;

public sealed class KnownFailuresTests
{
    [Fact]
    public void KnownFailures_EveryLine_NamesACaseOfTheSuite()
    {
        Assert.SkipWhen(SuiteFiles.Root is null, "../shared/suites/json-schema is not there");
        Assert.All(KnownFailures.All.GroupBy(line => line.Dialect), lines =>
        {
            HashSet<string> names = [.. SuiteFiles.Cases(lines.Key).Select(test => test.Name)];
            Assert.All(lines, line => Assert.Contains(line.Name, names));
        });
    }
}
