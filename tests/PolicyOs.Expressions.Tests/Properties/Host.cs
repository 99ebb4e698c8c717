using System.Text.Json;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Tests.Properties;

/// <summary>An environment like the one rules have, and an activation of it.</summary>
internal static class Host
{
    private static readonly JsonElement Input = Json("""
        {"tier": 1, "name": "spring \ud83d\udc31", "budget": {"amount": 2500.5, "currency": "EUR"}, "big": 18446744073709551615, "huge": 1e400,
         "items": [{"sku": "a", "price": 1, "tags": ["x", "y"]}, {"sku": "b", "price": 2.5, "tags": []}], "lone": "\ud800", "none": null}
        """);

    private static readonly JsonElement Principal = Json("""{"id": "u1", "roles": ["director", "viewer"], "attributes": {"limit": 5000, "tags": ["a", "b"]}}""");

    public static CelType.Object Item { get; } = new(
        new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["sku"] = CelType.StringUpTo(20),
            ["price"] = CelType.Double,
            ["tags"] = CelType.ListOf(CelType.String),
        },
        Open: false);

    public static CelType.Object InputType { get; } = new(
        new Dictionary<string, CelType>(StringComparer.Ordinal)
        {
            ["tier"] = CelType.Int,
            ["name"] = CelType.String,
            ["budget"] = new CelType.Object(
                new Dictionary<string, CelType>(StringComparer.Ordinal) { ["amount"] = CelType.Double, ["currency"] = CelType.StringUpTo(3) },
                Open: true),
            ["big"] = CelType.Uint,
            ["huge"] = CelType.Double,
            ["items"] = CelType.ListOf(Item),
            ["few"] = CelType.ListOf(CelType.Int, 10),
            ["lone"] = CelType.String,
            ["none"] = CelType.NullOr(CelType.Int),
        },
        Open: false);

    public static CelEnvironment Environment { get; } = new(
        [new CelVariable("input", InputType), new CelVariable("principal", CelType.Dyn), new CelVariable("now", CelType.Timestamp)]);

    public static CelActivation Activation() => new CelActivation(Environment)
        .Set("input", CelValue.FromJson(Input))
        .Set("principal", CelValue.FromJson(Principal))
        .Set("now", CelValue.From(new DateTimeOffset(2026, 11, 27, 12, 0, 0, TimeSpan.Zero)));

    public static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The value of an expression in the standard activation, or its error.</summary>
    public static CelResult Evaluate(string source, CelMode mode = CelMode.Checked)
    {
        CelCompilation compilation = CelProgram.Compile(source, Environment, mode: mode);
        Assert.Equal([], compilation.Diagnostics.Select(d => d.Render(source)));
        return compilation.Program!.Evaluate(Activation());
    }
}
