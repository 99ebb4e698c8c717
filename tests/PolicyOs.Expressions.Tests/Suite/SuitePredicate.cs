using System.Text.Json;
using System.Text.RegularExpressions;

namespace PolicyOs.Expressions.Tests.Suite;

/// <summary>
/// Which tests of the suite apply here: those that mention no protobuf message, enum or wrapper type. A test mentions one when
/// its expression builds a message, names a message, enum or extension, or resolves names inside a protobuf package; or when its
/// declarations, bindings or result have such a type. Timestamp and Duration are types of the language and do not count.
/// </summary>
internal static partial class SuitePredicate
{
    public static string? ReasonToExclude(SuiteCase test)
    {
        string expression = StringLiterals().Replace(test.Expression, "''");
        if (MessageLiteral().IsMatch(expression) || ProtobufName().IsMatch(expression))
        {
            return "protobuf message, enum or extension in the expression";
        }

        if (test.Container.StartsWith("cel.expr.conformance", StringComparison.Ordinal) || test.Container is "google.protobuf")
        {
            return "names resolved inside a protobuf package";
        }

        return Properties(test.Json).Any(IsProtobuf) ? "protobuf type in the declarations, bindings or result" : null;
    }

    [GeneratedRegex("""'''.*?'''|\"{3}.*?\"{3}|'(\\.|[^'\\])*'|"(\\.|[^"\\])*" """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex StringLiterals();

    /// <summary>A name right before a brace builds a message; the operator <c>in</c> is none.</summary>
    [GeneratedRegex(@"\b(?!in\b)[A-Za-z_][\w.]*\s*\{")]
    private static partial Regex MessageLiteral();

    [GeneratedRegex(@"google\.protobuf\.(?!Timestamp\b|Duration\b)\w+|cel\.expr\.conformance|\bproto\.(getExt|hasExt)\b|\b(Nested)?TestAllTypes\b|\b(Global|Nested)Enum\b")]
    private static partial Regex ProtobufName();

    private static bool IsProtobuf(JsonProperty property) => property.Name switch
    {
        "message_type" or "wrapper" or "enum_value" => true,
        "@type" => property.Value.GetString() is not ("type.googleapis.com/google.protobuf.Timestamp" or "type.googleapis.com/google.protobuf.Duration"),
        "type_value" => ProtobufName().IsMatch(property.Value.GetString()!),
        _ => false,
    };

    private static IEnumerable<JsonProperty> Properties(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(p => Properties(p.Value).Prepend(p)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Properties),
        _ => [],
    };
}
