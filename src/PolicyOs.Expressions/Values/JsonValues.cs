using System.Text.Json;

namespace PolicyOs.Expressions.Values;

/// <summary>JSON read as values of the language (language definition, "JSON Data Conversion", with integers kept exact).</summary>
internal static class JsonValues
{
    public static CelValue ToValue(JsonElement json, Coercion coercion) => json.ValueKind switch
    {
        JsonValueKind.String => CelValue.LazyJson(CelKind.String, json),
        JsonValueKind.Number => Number(json, coercion),
        JsonValueKind.Object => CelValue.LazyJson(CelKind.Map, json),
        JsonValueKind.Array => CelValue.LazyJson(CelKind.List, json),
        JsonValueKind.True => CelValue.From(true),
        JsonValueKind.False => CelValue.From(false),
        JsonValueKind.Null => CelValue.Null,
        _ => default,
    };

    /// <summary>A value that did not come through <see cref="ToValue"/> with its type, brought to it.</summary>
    public static CelValue Coerce(in CelValue value, Coercion coercion)
    {
        switch (coercion)
        {
            case Coercion.ToDouble when value.Kind == CelKind.Int:
                return CelValue.From((double)value.AsInt);
            case Coercion.ToDouble when value.Kind == CelKind.Uint:
                return CelValue.From((double)value.AsUint);
            case Coercion.ToInt when value.Kind == CelKind.Double && Numbers.TryToInt(value.AsDouble, out long whole):
                return CelValue.From(whole);
            case Coercion.ToDouble or Coercion.ToInt when value.Kind == CelKind.Optional && value.HasOptionalValue:
                return CelValue.FromOptional(Coerce(value.OptionalValue, coercion));
            default:
                return value;
        }
    }

    /// <summary>The text; false where escapes name lone surrogates, which no Unicode string can hold.</summary>
    public static bool TryGetString(JsonElement json, out string text)
    {
        try
        {
            text = json.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>Whether a JSON string is this text, without making a string of it.</summary>
    public static bool TextEquals(JsonElement json, string text)
    {
        try
        {
            return json.ValueEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static CelValue Number(JsonElement json, Coercion coercion)
    {
        if (json.TryGetInt64(out long signed))
        {
            return coercion == Coercion.ToDouble ? CelValue.From((double)signed) : CelValue.From(signed);
        }

        if (coercion != Coercion.ToDouble && json.TryGetUInt64(out ulong unsigned))
        {
            return CelValue.From(unsigned);
        }

        if (coercion == Coercion.ToInt && json.TryGetDecimal(out decimal exact) && decimal.IsInteger(exact)
            && exact is >= long.MinValue and <= long.MaxValue)
        {
            return CelValue.From((long)exact);
        }

        return json.TryGetDouble(out double number) && double.IsFinite(number)
            ? CelValue.From(number)
            : CelValue.Fail("number out of the range of a double");
    }
}
