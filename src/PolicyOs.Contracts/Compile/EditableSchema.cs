using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Schema;

namespace PolicyOs.Contracts.Compile;

/// <summary>What a form can hold: its clients carry numbers as doubles (spec 1.5, editable).</summary>
internal static class EditableSchema
{
    private const SchemaTypes Scalars = SchemaTypes.String | SchemaTypes.Boolean | SchemaTypes.Number;

    /// <summary>2^53 - 1: up to here every integer is a double of its own.</summary>
    private static readonly JsonNumber LargestExact = JsonNumber.FromInt64(9_007_199_254_740_991);

    internal static bool Allows(JsonSchema schema, InstancePath path)
    {
        ValueKeyword[] keywords = [.. schema.ValueKeywords.Where(k => k.InstancePath.Equals(path))];
        if (keywords.Any(k => k.Keyword is "enum" or "const"))
        {
            return true;
        }

        SchemaTypes types = schema.Describe(path).Types;
        return types != SchemaTypes.None && (types & ~Scalars) == SchemaTypes.None && keywords.All(IsExact);
    }

    private static bool IsExact(ValueKeyword keyword) =>
        keyword.Keyword is not ("minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum")
        || keyword.Value.ValueKind != JsonValueKind.Number
        || JsonNumber.From(keyword.Value).Abs() <= LargestExact;
}
