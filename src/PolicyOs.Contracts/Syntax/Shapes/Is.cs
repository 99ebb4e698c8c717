using System.Text.Json;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax.Shapes;

/// <summary>The shapes that every file uses.</summary>
internal static class Is
{
    /// <summary>A string that says something.</summary>
    internal static Shape<Located<string>> Text { get; } = new TextShape(mayBeEmpty: false);

    /// <summary>A string, even an empty one.</summary>
    internal static Shape<Located<string>> AnyText { get; } = new TextShape(mayBeEmpty: true);

    /// <summary>A string or a number, kept as text.</summary>
    internal static Shape<Located<string>> TextOrNumber { get; } = new TextShape(mayBeEmpty: false, mayBeNumber: true);

    internal static Shape<Located<bool>> Flag { get; } = new FlagShape();

    internal static Shape<Located<JsonNumber>> Number { get; } = new NumberShape(NumberSign.Any);

    internal static Shape<Located<JsonNumber>> PositiveNumber { get; } = new NumberShape(NumberSign.Positive);

    internal static Shape<Located<JsonNumber>> NumberFromZero { get; } = new NumberShape(NumberSign.NotNegative);

    internal static Shape<Located<int>> Count { get; } = new IntegerShape(1, int.MaxValue);

    internal static Shape<Located<int>> CountFromZero { get; } = new IntegerShape(0, int.MaxValue);

    internal static Shape<Located<JsonElement>> Json { get; } = new JsonShape(JsonShapeKind.Any);

    internal static Shape<Located<JsonElement>> JsonObject { get; } = new JsonShape(JsonShapeKind.Object);

    internal static Shape<Located<JsonElement>> JsonSchema { get; } = new JsonShape(JsonShapeKind.Schema);

    internal static Shape<SyntaxList<Located<string>>> Texts { get; } = ListOf(Text);

    /// <summary>A tool name, a list of them, or <c>*</c>.</summary>
    internal static Shape<SyntaxList<Located<string>>> ToolNames { get; } = new OneOrManyShape<Located<string>>(Text);

    internal static Shape<SyntaxList<T>> ListOf<T>(Shape<T> item, int minimum = 0) => new ListShape<T>(item, minimum);

    internal static Shape<SyntaxMap<T>> MapOf<T>(Shape<T> value) => new MapShape<T>(value);

    internal static Shape<Located<int>> Between(int minimum, int maximum) => new IntegerShape(minimum, maximum);
}
