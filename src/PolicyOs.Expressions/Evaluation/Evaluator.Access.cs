using System.Text.Json;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Fields, elements, and the literals they are put together with.</summary>
internal ref partial struct Evaluator
{
    private CelValue OfPath(Plan.Path plan)
    {
        // Most paths start at a variable that is JSON: there the variable is read where it lies.
        if (plan.Operand is Plan.Variable { Slot: var slot } && slot < _variables.Length)
        {
            ref readonly CelValue variable = ref _variables[slot];
            if (variable.Kind == CelKind.Map && variable.IsJson)
            {
                return JsonPath(plan, variable.Json);
            }
        }

        CelValue value = Evaluate(plan.Operand);
        if (value.Kind == CelKind.Map && value.IsJson)
        {
            return JsonPath(plan, value.Json);
        }

        foreach (FieldName name in plan.Names)
        {
            value = Field(value, name, plan.Coercion, optional: false);
            if (value.IsError)
            {
                return Located(name.Span, value);
            }
        }

        return value;
    }

    /// <summary>The chain from a JSON object, without a value for what lies on the way.</summary>
    private CelValue JsonPath(Plan.Path plan, JsonElement json)
    {
        FieldName[] names = plan.Names;
        if (!_budget.TryPay(names.Length))
        {
            return _budget.Failure;
        }

        for (int i = 0; i < names.Length; i++)
        {
            if (i > 0 && json.ValueKind != JsonValueKind.Object)
            {
                return NoFields(json, names[i]);
            }

            if (plan.InLoop && !Access.TryPayForSearch(json, ref _budget))
            {
                return _budget.Failure;
            }

            if (!Access.TryProperty(json, names[i], ref _budget, out json))
            {
                return NoProperty(names[i]);
            }
        }

        return JsonValues.ToValue(json, plan.Coercion);
    }

    private readonly CelValue NoProperty(FieldName name) =>
        Located(name.Span, _budget.Stopped is null ? CelValue.Fail($"no such key: `{name.Text}`") : _budget.Failure);

    private static CelValue NoFields(JsonElement json, FieldName name) => Located(name.Span, NoFields(JsonValues.ToValue(json, Coercion.None), name));

    private CelValue OfOptionalField(Plan.OptionalField plan) => Field(Evaluate(plan.Operand), plan.Name, plan.Coercion, optional: true);

    private static CelValue NoFields(in CelValue operand, FieldName name) =>
        CelValue.Fail($"no such field `{name.Text}`: {RuntimeTypes.Word(operand)} has no fields");

    /// <summary>One field; optional when the selection says so, or its operand is.</summary>
    private CelValue Field(CelValue operand, FieldName name, Coercion coercion, bool optional)
    {
        if (operand.Kind == CelKind.Optional)
        {
            if (!operand.HasOptionalValue)
            {
                return operand;
            }

            operand = operand.OptionalValue;
            optional = true;
        }

        if (operand.Kind != CelKind.Map)
        {
            return operand.IsError ? operand : NoFields(operand, name);
        }

        if (Access.TryField(operand, name, coercion, ref _budget, out CelValue value))
        {
            return optional && !value.IsError ? CelValue.FromOptional(value) : value;
        }

        if (_budget.Stopped is not null)
        {
            return _budget.Failure;
        }

        return optional ? CelValue.NoOptional : CelValue.Fail($"no such key: `{name.Text}`");
    }

    private CelValue OfHasField(Plan.HasField plan)
    {
        CelValue operand = Evaluate(plan.Operand);
        if (operand.Kind == CelKind.Optional)
        {
            if (!operand.HasOptionalValue)
            {
                return CelValue.From(false);
            }

            operand = operand.OptionalValue;
        }

        if (operand.Kind != CelKind.Map)
        {
            return operand.IsError ? operand : NoFields(operand, plan.Name);
        }

        bool found = Access.TryField(operand, plan.Name, Coercion.None, ref _budget, out _);
        return _budget.Stopped is null ? CelValue.From(found) : _budget.Failure;
    }

    private CelValue OfIndex(Plan.Index plan)
    {
        CelValue operand = Evaluate(plan.Operand);
        if (operand.IsError)
        {
            return operand;
        }

        CelValue key = Evaluate(plan.Key);
        if (key.IsError)
        {
            return key;
        }

        bool optional = plan.Optional;
        if (operand.Kind == CelKind.Optional)
        {
            if (!operand.HasOptionalValue)
            {
                return operand;
            }

            operand = operand.OptionalValue;
            optional = true;
        }

        CelValue value = operand.Kind switch
        {
            CelKind.List => Element(plan, operand, key, optional),
            CelKind.Map => Entry(plan, operand, key, optional),
            _ => NoOverload("[]", operand, key),
        };
        return optional && value.Kind is not (CelKind.Error or CelKind.Unset)
            ? CelValue.FromOptional(value)
            : value.Kind == CelKind.Unset ? CelValue.NoOptional : value;
    }

    /// <summary>The element; Unset for one that is optional and not there.</summary>
    private CelValue Element(Plan.Index plan, in CelValue list, in CelValue index, bool optional)
    {
        if (Access.Position(index) is not { } position)
        {
            return ValueOrder.IsNumber(index.Kind) ? CelValue.Fail("no list has such an element: the index is no whole number") : NoOverload("[]", list, index);
        }

        int count = Sizes.Count(list);
        if (position >= 0 && position < count)
        {
            return Access.Element(list, (int)position, plan.Coercion, ref _budget);
        }

        return optional ? default : CelValue.Fail("index out of range");
    }

    /// <summary>The entry; Unset for one that is optional and not there.</summary>
    private CelValue Entry(Plan.Index plan, in CelValue map, in CelValue key, bool optional)
    {
        if (Access.TryFind(map, key, plan.Coercion, ref _budget, out CelValue value))
        {
            return value;
        }

        if (_budget.Stopped is not null)
        {
            return _budget.Failure;
        }

        // A key that was computed may be an argument's value, which no message shows.
        return optional ? default : CelValue.Fail(plan.Key is Plan.Constant ? $"no such key: {key}" : "no such key");
    }

    private CelValue OfList(Plan.List plan)
    {
        var items = new CelValue[plan.Elements.Length];
        int count = 0;
        for (int i = 0; i < items.Length; i++)
        {
            CelValue value = Evaluate(plan.Elements[i]);
            if (plan.Optional[i] && !TryUnwrap(ref value))
            {
                continue;
            }

            if (value.IsError)
            {
                return Located(plan.Elements[i], value);
            }

            items[count++] = value;
        }

        return CelValue.From(new ArrayList(items, count));
    }

    private CelValue OfMap(Plan.Map plan)
    {
        var map = new MapBuilder(plan.Keys.Length);
        for (int i = 0; i < plan.Keys.Length; i++)
        {
            CelValue key = Evaluate(plan.Keys[i]);
            if (key.IsError)
            {
                return key;
            }

            CelValue value = Evaluate(plan.Values[i]);
            if (plan.Optional[i] && !TryUnwrap(ref value))
            {
                continue;
            }

            if (value.IsError)
            {
                return Located(plan.Values[i], value);
            }

            if (!map.TryAdd(key, value))
            {
                return Located(plan.Keys[i], KeyProblem(key));
            }
        }

        return CelValue.From(map.ToMap());
    }

    private static CelValue KeyProblem(in CelValue key) => CelValue.Fail(MapBuilder.IsKey(key)
        ? "a key is there twice"
        : $"unsupported key type: a map has no {RuntimeTypes.Word(key)} keys");

    /// <summary>Turns an optional into its content; false when it holds nothing and the element is left out.</summary>
    private static bool TryUnwrap(ref CelValue value)
    {
        if (value.Kind != CelKind.Optional)
        {
            value = value.IsError ? value : CelValue.Fail($"expected an optional value after `?`, found {RuntimeTypes.Word(value)}");
            return true;
        }

        bool found = value.HasOptionalValue;
        value = found ? value.OptionalValue : default;
        return found;
    }
}
