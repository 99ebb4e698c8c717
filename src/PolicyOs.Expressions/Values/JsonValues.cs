using System.Text.Json;

namespace PolicyOs.Expressions.Values;

/// <summary>JSON read as values of the language (language definition, "JSON Data Conversion", with integers kept exact).</summary>
internal static class JsonValues
{
    public static CelValue ToValue(JsonElement json, Coercion coercion)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Number:
                return Number(json, coercion);
            case JsonValueKind.String:
                return CelValue.LazyJson(CelKind.String, json);
            case JsonValueKind.Object:
                return CelValue.LazyJson(CelKind.Map, json);
            case JsonValueKind.Array:
                return CelValue.LazyJson(CelKind.List, json);
            case JsonValueKind.True:
                return CelValue.From(true);
            case JsonValueKind.False:
                return CelValue.From(false);
            case JsonValueKind.Null:
                return CelValue.Null;
            default:
                return default;
        }
    }

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
            if (coercion == Coercion.ToDouble)
            {
                return CelValue.From((double)signed);
            }

            return CelValue.From(signed);
        }

        return coercion == Coercion.ToDouble ? Double(json) : NotInt64(json, coercion);
    }

    private static CelValue NotInt64(JsonElement json, Coercion coercion)
    {
        if (json.TryGetUInt64(out ulong unsigned))
        {
            return CelValue.From(unsigned);
        }

        bool isWhole = json.TryGetDecimal(out decimal exact) && decimal.IsInteger(exact) && exact is >= long.MinValue and <= long.MaxValue;
        return coercion == Coercion.ToInt && isWhole ? CelValue.From((long)exact) : Double(json);
    }

    private static CelValue Double(JsonElement json) => json.TryGetDouble(out double number) && double.IsFinite(number)
        ? CelValue.From(number)
        : CelValue.Fail("number out of the range of a double");
}
