using System.Text.Json;
using PolicyOs.Contracts.Syntax.Schemas;
using PolicyOs.Json.Schema;
using PolicyOs.Testing;

namespace PolicyOs.Contracts.Tests.Syntax;

public sealed class LanguageSchemaTests
{
    public static TheoryData<string> Files => [.. LanguageSchemas.All.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_Generated_IsTheOneInDocs(string file) =>
        Golden.Match(RepositoryRoot.At("docs", "schemas", file), LanguageSchemas.All[file]);

    [Theory]
    [MemberData(nameof(Files))]
    public void Schema_Generated_IsAJsonSchema(string file) =>
        Assert.Empty(JsonSchema.Compile(JsonElement.Parse(LanguageSchemas.All[file])).Problems);
}
