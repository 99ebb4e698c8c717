using System.Text.Json;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Entries of maps and elements of lists, JSON or not.</summary>
internal static class Access
{
    /// <summary>JSON objects are searched from one end to the other, this many names for one unit of cost.</summary>
    private const int NamesPerUnit = 16;

    /// <summary>The entry of a map under a field name, which comes in both encodings so that neither is made here.</summary>
    public static bool TryField(in CelValue map, FieldName name, Coercion coercion, ref CostBudget budget, out CelValue value)
    {
        if (!map.IsJson)
        {
            bool found = map.AsMap.TryGetField(name.Text, out value);
            value = JsonValues.Coerce(value, coercion);
            return found;
        }

        if (TryPayForSearch(map.Json, ref budget) && TryProperty(map.Json, name, ref budget, out JsonElement json))
        {
            value = JsonValues.ToValue(json, coercion);
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>The entry of a map under any key.</summary>
    public static bool TryFind(in CelValue map, in CelValue key, Coercion coercion, ref CostBudget budget, out CelValue value)
    {
        value = default;
        if (!map.IsJson)
        {
            bool found = map.AsMap.TryGetValue(key, out value);
            value = JsonValues.Coerce(value, coercion);
            return found;
        }

        if (key.Kind == CelKind.String && key.TryGetString(out string name)
            && TryPayForSearch(map.Json, ref budget) && TryProperty(map.Json, name, ref budget, out JsonElement json))
        {
            value = JsonValues.ToValue(json, coercion);
            return true;
        }

        return false;
    }

    /// <summary>A property of a JSON object; stops at a name that is no Unicode, which might hide the one looked for.</summary>
    public static bool TryProperty(JsonElement json, FieldName name, ref CostBudget budget, out JsonElement value)
    {
        try
        {
            return json.TryGetProperty(name.Utf8, out value);
        }
        catch (InvalidOperationException)
        {
            return Stop(ref budget, out value);
        }
    }

    /// <summary>Pays for looking through a JSON object.</summary>
    public static bool TryPayForSearch(JsonElement json, ref CostBudget budget) => budget.TryPay(json.GetPropertyCount() / NamesPerUnit);

    /// <summary>The position a number names: whole and of any numeric type; null for everything else.</summary>
    public static long? Position(in CelValue index) => index.Kind switch
    {
        CelKind.Int => index.AsInt,
        CelKind.Uint => index.AsUint <= long.MaxValue ? (long)index.AsUint : long.MaxValue,
        CelKind.Double => Numbers.TryToInt(index.AsDouble, out long whole) ? whole : null,
        _ => null,
    };

    /// <summary>The element of a list at a position inside it.</summary>
    public static CelValue Element(in CelValue list, int position, Coercion coercion, ref CostBudget budget)
    {
        if (!list.IsJson)
        {
            return JsonValues.Coerce(list.AsList[position], coercion);
        }

        return budget.TryPay(position / NamesPerUnit) ? JsonValues.ToValue(list.Json[position], coercion) : budget.Failure;
    }

    private static bool TryProperty(JsonElement json, string name, ref CostBudget budget, out JsonElement value)
    {
        try
        {
            return json.TryGetProperty(name, out value);
        }
        catch (InvalidOperationException)
        {
            return Stop(ref budget, out value);
        }
    }

    private static bool Stop(ref CostBudget budget, out JsonElement value)
    {
        value = default;
        budget.Stop("a field's name is no well-formed Unicode");
        return false;
    }
}
