using System.Text.Json;
using PolicyOs.Json.Schema;

namespace PolicyOs.Json.Tests.Schema;

/// <summary>Compiles a schema that has no problems.</summary>
internal static class Compiled
{
    public static JsonSchema From(string schema, SchemaOptions? options = null)
    {
        SchemaCompilation compilation = JsonSchema.Compile(JsonElement.Parse(schema), options);
        Assert.Empty(compilation.Problems);
        return compilation.Schema!;
    }
}
