using System.Buffers;
using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Values;

/// <summary>Writes values for people: messages, explanations, tests.</summary>
internal static class ValueFormatter
{
    /// <summary>Longer texts are cut here and end in …, so that a message stays one line.</summary>
    private const int MaxLength = 240;
    private const int MaxDepth = 16;
    private static readonly SearchValues<char> WholeNumber = SearchValues.Create("-0123456789");

    /// <summary>The value as CEL would write it, cut after 240 characters.</summary>
    public static string Format(in CelValue value)
    {
        var text = new StringBuilder();
        Append(text, value, 0);
        if (text.Length > MaxLength)
        {
            text.Length = MaxLength;
            text.Append('…');
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, in CelValue value, int depth)
    {
        if (depth > MaxDepth || text.Length > MaxLength)
        {
            text.Append('…');
            return;
        }

        switch (value.Kind)
        {
            case CelKind.Error:
                text.Append("error: ").Append(value.Error!.Message);
                break;
            case CelKind.Uint:
                text.Append(CultureInfo.InvariantCulture, $"{value.AsUint}u");
                break;
            case CelKind.Double:
                text.Append(WithPoint(NumberText.Of(value.AsDouble)));
                break;
            case CelKind.String:
                TextQuoting.Append(text, value.TryGetString(out string content) ? Cut(content) : "\uFFFD");
                break;
            case CelKind.Bytes:
                TextQuoting.Append(text, value.AsBytes.AsSpan(0, Math.Min(value.AsBytes.Length, MaxLength)));
                break;
            case CelKind.List:
                AppendList(text, value, depth);
                break;
            case CelKind.Map:
                AppendMap(text, value, depth);
                break;
            case CelKind.Optional:
                AppendOptional(text, value, depth);
                break;
            default:
                text.Append(Plain(value));
                break;
        }
    }

    private static string Plain(in CelValue value) => value.Kind switch
    {
        CelKind.Unset => "(not set)",
        CelKind.Null => "null",
        CelKind.Bool => value.AsBool ? "true" : "false",
        CelKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Timestamp => $"timestamp(\"{TimeText.Timestamp(value.Seconds, value.Nanoseconds)}\")",
        CelKind.Duration => $"duration(\"{TimeText.Duration(value.DurationNanoseconds)}\")",
        CelKind.Type => value.TypeName,
        CelKind.IpAddress => $"ip(\"{value.AsIpAddress}\")",
        _ => $"cidr(\"{value.AsIpNetwork}\")",
    };

    private static void AppendList(StringBuilder text, in CelValue value, int depth)
    {
        text.Append('[');
        var cursor = new ElementCursor(value);
        for (int i = 0; text.Length <= MaxLength && cursor.MoveNext(); i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, cursor.Value, depth + 1);
        }

        text.Append(']');
    }

    private static void AppendMap(StringBuilder text, in CelValue value, int depth)
    {
        text.Append('{');
        var cursor = new ElementCursor(value);
        for (int i = 0; text.Length <= MaxLength && cursor.MoveNext(); i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Append(text, cursor.Key, depth + 1);
            text.Append(": ");
            Append(text, cursor.Value, depth + 1);
        }

        text.Append('}');
    }

    private static void AppendOptional(StringBuilder text, in CelValue value, int depth)
    {
        if (!value.HasOptionalValue)
        {
            text.Append("optional.none()");
            return;
        }

        text.Append("optional.of(");
        Append(text, value.OptionalValue, depth + 1);
        text.Append(')');
    }

    private static string Cut(string text)
    {
        int end = Math.Min(text.Length, MaxLength);
        return text[..(end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)];
    }

    private static string WithPoint(string number) =>
        number.AsSpan().IndexOfAnyExcept(WholeNumber) < 0 ? number + ".0" : number;
}
