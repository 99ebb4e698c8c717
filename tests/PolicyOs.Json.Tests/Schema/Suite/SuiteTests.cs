using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema.Suite;

/// <summary>Every test of one dialect's folder is one test here; the classes below name the dialects.</summary>
public abstract class SuiteTests(string dialect, SchemaDialect version)
{
    private protected void Check(string file, int group, int test, string name)
    {
        var place = new SuiteCase(file, group, test, name);
        JsonElement row = SuiteFiles.Group(dialect, place).GetProperty("tests")[test];
        SchemaCompilation compilation = SuiteFiles.Compile(dialect, version, place);
        bool expected = row.GetProperty("valid").GetBoolean();
        bool passes = compilation.Schema is { } schema && Agrees(schema, row.GetProperty("data"), expected);
        if (KnownFailures.Reason(dialect, name) is { } reason)
        {
            Assert.StartsWith("optional/", file, StringComparison.Ordinal);
            Assert.False(passes, $"passes now; take it off known-failures.txt ({reason})");
            return;
        }

        Assert.True(compilation.Schema is not null, string.Join('\n', compilation.Problems));
        Assert.True(passes, $"must be {(expected ? "valid" : "invalid")}: {row.GetProperty("data").GetRawText()}\n{string.Join('\n', compilation.Schema!.Evaluate(row.GetProperty("data")))}");
    }

    private protected static IEnumerable<TheoryDataRow<string, int, int, string>> Rows(string dialect) =>
        SuiteFiles.Root is null
            ? [new TheoryDataRow<string, int, int, string>("", 0, 0, "") { Skip = "../shared/suites/json-schema is not there" }]
            : SuiteFiles.Cases(dialect).Select(test => new TheoryDataRow<string, int, int, string>(test.File, test.Group, test.Test, test.Name) { TestDisplayName = $"{dialect} {test.Name}" });

    // The three answers a schema gives must be one.
    private static bool Agrees(JsonSchema schema, JsonElement data, bool expected)
    {
        bool valid = schema.IsValid(data);
        Assert.Equal(valid, schema.FirstViolation(data) is null);
        Assert.Equal(valid, schema.Evaluate(data).Count == 0);
        return valid == expected;
    }
}
