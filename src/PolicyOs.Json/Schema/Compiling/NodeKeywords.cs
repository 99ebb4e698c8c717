using System.Text.Json;
using PolicyOs.Json.Schema.Evaluating;

namespace PolicyOs.Json.Schema.Compiling;

/// <summary>The keywords of one schema object, in the order they are evaluated: what is cheap and says most comes first.</summary>
internal static class NodeKeywords
{
    /// <summary>All kinds of instance.</summary>
    public static ReadOnlySpan<JsonValueKind> AllKinds =>
    [
        JsonValueKind.Object, JsonValueKind.Array, JsonValueKind.String, JsonValueKind.Number, JsonValueKind.True, JsonValueKind.False, JsonValueKind.Null,
    ];

    public static void Read(NodeContext context)
    {
        if (context.Dialect.RefStandsAlone && context.TryGet("$ref", out _))
        {
            ReferenceKeywords.Read(context);
        }
        else
        {
            ValueTypeKeywords.Read(context);
            NumberKeywords.Read(context);
            StringKeywords.Read(context);
            ArrayKeywords.Read(context);
            ObjectKeywords.Read(context);
            ReferenceKeywords.Read(context);
            CombiningKeywords.Read(context);
        }

        UnevaluatedKeywords.Read(context);
    }

    /// <summary>Closes the root schema <c>true</c>, which has no keywords to read.</summary>
    public static void CloseRoot(SchemaCompiler compiler, SchemaNode node)
    {
        if (compiler.Options.CloseRoot && compiler.IsRoot(node))
        {
            UnevaluatedKeywords.Close(node);
        }
    }
}
