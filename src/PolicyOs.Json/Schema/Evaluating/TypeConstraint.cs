using System.Runtime.InteropServices;
using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Json.Schema.Evaluating;

/// <summary><c>type</c> (2020-12 validation, 6.1.1).</summary>
internal sealed class TypeConstraint(KeywordAt at, SchemaTypes types)
{
    private static readonly (SchemaTypes Type, string Name)[] Names =
    [
        (SchemaTypes.Null, "null"),
        (SchemaTypes.Boolean, "boolean"),
        (SchemaTypes.Object, "object"),
        (SchemaTypes.Array, "array"),
        (SchemaTypes.String, "string"),
        (SchemaTypes.Number, "number"),
        (SchemaTypes.Integer, "integer"),
    ];

    public SchemaTypes Types => types;

    /// <summary>The kinds of which every instance has one of the types, a bit for each.</summary>
    public int FittingKinds =>
        (Has(SchemaTypes.Null) ? 1 << (int)JsonValueKind.Null : 0)
        | (Has(SchemaTypes.Boolean) ? (1 << (int)JsonValueKind.True) | (1 << (int)JsonValueKind.False) : 0)
        | (Has(SchemaTypes.Object) ? 1 << (int)JsonValueKind.Object : 0)
        | (Has(SchemaTypes.Array) ? 1 << (int)JsonValueKind.Array : 0)
        | (Has(SchemaTypes.String) ? 1 << (int)JsonValueKind.String : 0)
        | (Has(SchemaTypes.Fraction) ? 1 << (int)JsonValueKind.Number : 0);

    public static SchemaTypes? Named(string name) =>
        Array.Find(Names, pair => pair.Name == name) is { Name: not null } found ? found.Type : null;

    /// <summary>A type as it is called in a sentence.</summary>
    public static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "null",
    };

    /// <summary>Whether a number has no fraction.</summary>
    public static bool IsInteger(JsonElement number) =>
        JsonMarshal.GetRawUtf8Value(number).IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0 || JsonNumber.From(number).IsInteger;

    public bool Holds(JsonElement instance, JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => Has(SchemaTypes.String),
        JsonValueKind.Object => Has(SchemaTypes.Object),
        JsonValueKind.Array => Has(SchemaTypes.Array),
        JsonValueKind.Number => Has(SchemaTypes.Fraction) || (Has(SchemaTypes.Integer) && IsInteger(instance)),
        JsonValueKind.True or JsonValueKind.False => Has(SchemaTypes.Boolean),
        _ => Has(SchemaTypes.Null),
    };

    public bool Fail(Evaluation run, JsonValueKind kind) => run.Fail(
        at,
        run.Collects ? $"must be {Expected()}, is {(kind == JsonValueKind.Number && Has(SchemaTypes.Integer) ? "a number with a fraction" : Article(NameOf(kind)))}" : null);

    private bool Has(SchemaTypes type) => (types & type) != SchemaTypes.None;

    private string Expected()
    {
        string[] names = [.. Names.Where(pair => (types & pair.Type) == pair.Type && !(pair.Type == SchemaTypes.Integer && Has(SchemaTypes.Fraction)))
            .Select(pair => Article(pair.Name))];
        return string.Join(" or ", names);
    }

    private static string Article(string name) => name switch
    {
        "null" => name,
        "object" or "array" or "integer" => "an " + name,
        _ => "a " + name,
    };
}
