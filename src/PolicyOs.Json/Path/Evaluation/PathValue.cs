using System.Text.Json;
using PolicyOs.Json.Numbers;
using PolicyOs.Json.Path.Syntax;
using PolicyOs.Json.Text;

namespace PolicyOs.Json.Path.Evaluation;

/// <summary>An instance of ValueType: a JSON value, a number that a function counted, or Nothing (RFC 9535 section 2.4.1), which <c>default</c> is.</summary>
internal readonly record struct PathValue
{
    private readonly JsonElement _element;
    private readonly int _count;
    private readonly bool _isCount;

    /// <summary>A JSON value.</summary>
    public PathValue(JsonElement element) => _element = element;

    /// <summary>A count or a length.</summary>
    public PathValue(int count)
    {
        _count = count;
        _isCount = true;
    }

    private bool IsNothing => !_isCount && _element.ValueKind == JsonValueKind.Undefined;

    private bool IsNumber => _isCount || _element.ValueKind == JsonValueKind.Number;

    private JsonNumber Number => _isCount ? JsonNumber.FromInt64(_count) : JsonNumber.From(_element);

    /// <summary>The text, when the value is a string.</summary>
    public string? Text => !_isCount && _element.ValueKind == JsonValueKind.String ? JsonText.ToText(_element) : null;

    /// <summary>Compares two values (RFC 9535 section 2.3.5.2.2).</summary>
    public static bool Compare(PathValue left, ComparisonOperator comparison, PathValue right) => comparison switch
    {
        ComparisonOperator.Equal => AreEqual(left, right),
        ComparisonOperator.NotEqual => !AreEqual(left, right),
        ComparisonOperator.Less => IsLess(left, right),
        ComparisonOperator.Greater => IsLess(right, left),
        ComparisonOperator.LessOrEqual => IsLess(left, right) || AreEqual(left, right),
        ComparisonOperator.GreaterOrEqual => IsLess(right, left) || AreEqual(left, right),
        _ => throw new InvalidOperationException($"unknown comparison {comparison}"),
    };

    /// <summary>length(): characters of a string, elements of an array, members of an object; else Nothing (RFC 9535 section 2.4.4).</summary>
    public PathValue Length() => _element.ValueKind switch
    {
        JsonValueKind.String => new(JsonText.ToText(_element).EnumerateRunes().Count()),
        JsonValueKind.Array => new(_element.GetArrayLength()),
        JsonValueKind.Object => new(_element.GetPropertyCount()),
        _ => default,
    };

    private static bool AreEqual(PathValue left, PathValue right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.Number == right.Number;
        }

        return left.IsNothing || right.IsNothing || left._isCount || right._isCount
            ? left.IsNothing && right.IsNothing
            : JsonEquality.DeepEquals(left._element, right._element);
    }

    private static bool IsLess(PathValue left, PathValue right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return left.Number < right.Number;
        }

        // Characters are in the order of their UTF-8, and not of their UTF-16.
        return left.Text is { } x && right.Text is { } y
            && System.Text.Encoding.UTF8.GetBytes(x).AsSpan().SequenceCompareTo(System.Text.Encoding.UTF8.GetBytes(y)) < 0;
    }
}
