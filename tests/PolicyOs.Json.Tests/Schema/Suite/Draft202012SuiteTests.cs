using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema.Suite;

public sealed class Draft202012SuiteTests() : SuiteTests(Folder, SchemaDialect.Draft202012)
{
    private const string Folder = "draft2020-12";

    public static IEnumerable<TheoryDataRow<string, int, int, string>> Cases => Rows(Folder);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Suite_Case_AsExpected(string file, int group, int test, string name) => Check(file, group, test, name);
}
