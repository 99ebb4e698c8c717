using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema.Suite;

public sealed class Draft201909SuiteTests() : SuiteTests(Folder, SchemaDialect.Draft201909)
{
    private const string Folder = "draft2019-09";

    public static IEnumerable<TheoryDataRow<string, int, int, string>> Cases => Rows(Folder);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Suite_Case_AsExpected(string file, int group, int test, string name) => Check(file, group, test, name);
}
