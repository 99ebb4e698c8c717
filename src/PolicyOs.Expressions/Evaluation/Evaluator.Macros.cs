using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Macros: steps that bind variables around others (language definition, "Macros").</summary>
internal ref partial struct Evaluator
{
    private CelValue OfBind(Plan.Bind plan) =>
        TrySet(plan.Position, Evaluate(plan.Value)) ? Evaluate(plan.Body) : _budget.Failure;

    /// <summary>All slots in order, whether asked for or not: a chain of slots then needs no deeper stack than it is written.</summary>
    private CelValue OfBlock(Plan.Block plan)
    {
        for (int i = 0; i < plan.Slots.Length; i++)
        {
            if (!TrySet(plan.Position + i, Evaluate(plan.Slots[i])))
            {
                return _budget.Failure;
            }
        }

        return Evaluate(plan.Result);
    }

    /// <summary>Binds a value, or an error, which is one where the variable is used; false when the budget is gone.</summary>
    private readonly bool TrySet(int position, in CelValue value)
    {
        _locals[position] = value;
        return _budget.Stopped is null;
    }

    private CelValue OfOptionalMap(Plan.OptionalMap plan)
    {
        CelValue target = Evaluate(plan.Target);
        if (target.Kind != CelKind.Optional)
        {
            return target.IsError ? target : NoOverload(plan.Flat ? "optFlatMap" : "optMap", target);
        }

        if (!target.HasOptionalValue)
        {
            return target;
        }

        _locals[plan.Position] = target.OptionalValue;
        CelValue body = Evaluate(plan.Body);
        if (body.IsError || (plan.Flat && body.Kind == CelKind.Optional))
        {
            return body;
        }

        return plan.Flat ? NoOverload("optFlatMap", body) : CelValue.FromOptional(body);
    }

    private CelValue OfLoop(Plan.Loop plan)
    {
        CelValue range = Evaluate(plan.Range);
        if (range.Kind == CelKind.Optional && range.HasOptionalValue)
        {
            range = range.OptionalValue;
        }

        if (range.Kind is not (CelKind.List or CelKind.Map))
        {
            return range.IsError ? range : Located(plan.Range, CelValue.Fail($"{RuntimeTypes.Word(range)} cannot be walked; lists and maps can"));
        }

        return plan.Macro switch
        {
            ComprehensionKind.All => Decide(plan, range, decisive: false),
            ComprehensionKind.Exists => Decide(plan, range, decisive: true),
            ComprehensionKind.ExistsOne => ExistsOne(plan, range),
            ComprehensionKind.SortBy => SortBy(plan, range),
            ComprehensionKind.TransformMap or ComprehensionKind.TransformMapEntry => CollectMap(plan, range),
            _ => CollectList(plan, range),
        };
    }

    /// <summary>Sets the variables to where the cursor stands; an error when there is no value there, or no budget.</summary>
    private CelValue Enter(Plan.Loop plan, in ElementCursor cursor, bool isList)
    {
        if (!_budget.TryPay(1))
        {
            return _budget.Failure;
        }

        CelValue first = plan.Second is null && isList ? cursor.Value : cursor.Key;
        CelValue second = plan.Second is null ? default : cursor.Value;
        _locals[plan.Position] = first;
        if (plan.Second is { } position)
        {
            _locals[position] = second;
        }

        return first.IsError ? first : second;
    }

    /// <summary>Whether the filter lets the element through: a bool, or an error.</summary>
    private CelValue Filtered(Plan.Loop plan)
    {
        if (plan.Filter is null)
        {
            return CelValue.From(true);
        }

        CelValue value = Evaluate(plan.Filter);
        return value.Kind is CelKind.Bool or CelKind.Error ? value : Located(plan.Filter, NoOverload("filter", value));
    }

    private CelValue Decide(Plan.Loop plan, in CelValue range, bool decisive)
    {
        CelValue error = default;
        var cursor = new ElementCursor(range, plan.Coercion);
        while (cursor.MoveNext())
        {
            CelValue value = Enter(plan, cursor, range.Kind == CelKind.List);
            value = value.IsError ? value : Evaluate(plan.Body);
            if (value.Kind == CelKind.Bool)
            {
                if (value.AsBool == decisive)
                {
                    return value;
                }
            }
            else if (Absorb(plan.Body, value, decisive ? "exists" : "all", ref error))
            {
                return error;
            }
        }

        return error.Kind == CelKind.Error ? error : CelValue.From(!decisive);
    }

    private CelValue ExistsOne(Plan.Loop plan, in CelValue range)
    {
        long found = 0;
        var cursor = new ElementCursor(range, plan.Coercion);
        while (cursor.MoveNext())
        {
            CelValue value = Enter(plan, cursor, range.Kind == CelKind.List);
            value = value.IsError ? value : Evaluate(plan.Body);
            if (value.Kind != CelKind.Bool)
            {
                return value.IsError ? value : Located(plan.Body, NoOverload("exists_one", value));
            }

            found += value.AsBool ? 1 : 0;
        }

        return CelValue.From(found == 1);
    }

    /// <summary>filter, map and transformList.</summary>
    private CelValue CollectList(Plan.Loop plan, in CelValue range)
    {
        var items = new List<CelValue>();
        var cursor = new ElementCursor(range, plan.Coercion);
        bool keepsElement = plan.Macro == ComprehensionKind.Filter;
        while (cursor.MoveNext())
        {
            CelValue entered = Enter(plan, cursor, range.Kind == CelKind.List);
            CelValue allowed = entered.IsError ? entered : Filtered(plan);
            if (!allowed.AsBool)
            {
                if (allowed.IsError)
                {
                    return allowed;
                }

                continue;
            }

            CelValue value = Evaluate(plan.Body);
            if (value.IsError || (keepsElement && value.Kind != CelKind.Bool))
            {
                return value.IsError ? value : Located(plan.Body, NoOverload("filter", value));
            }

            if (!keepsElement || value.AsBool)
            {
                items.Add(keepsElement ? _locals[plan.Position] : value);
            }
        }

        return CelValue.ListOf([.. items]);
    }

    private CelValue CollectMap(Plan.Loop plan, in CelValue range)
    {
        var map = new MapBuilder(0);
        var cursor = new ElementCursor(range, plan.Coercion);
        while (cursor.MoveNext())
        {
            CelValue entered = Enter(plan, cursor, range.Kind == CelKind.List);
            CelValue allowed = entered.IsError ? entered : Filtered(plan);
            if (!allowed.AsBool)
            {
                if (allowed.IsError)
                {
                    return allowed;
                }

                continue;
            }

            CelValue value = Evaluate(plan.Body);
            CelValue error = plan.Macro == ComprehensionKind.TransformMap ? AddEntry(map, cursor.Key, value) : AddEntries(plan, map, value);
            if (error.IsError)
            {
                return Located(plan.Body, error);
            }
        }

        return CelValue.From(map.ToMap());
    }

    private static CelValue AddEntry(MapBuilder map, in CelValue key, in CelValue value) =>
        value.IsError ? value : map.TryAdd(key, value) ? default : KeyProblem(key);

    private CelValue AddEntries(Plan.Loop plan, MapBuilder map, in CelValue entries)
    {
        if (entries.Kind != CelKind.Map)
        {
            return entries.IsError ? entries : Located(plan.Body, NoOverload("transformMapEntry", entries));
        }

        var cursor = new ElementCursor(entries);
        while (cursor.MoveNext())
        {
            CelValue error = _budget.TryPay(1) ? AddEntry(map, cursor.Key, cursor.Value) : _budget.Failure;
            if (error.IsError)
            {
                return error;
            }
        }

        return default;
    }

    private CelValue SortBy(Plan.Loop plan, in CelValue range)
    {
        if (range.Kind != CelKind.List)
        {
            return NoOverload("sortBy", range);
        }

        var keys = new List<CelValue>();
        var items = new List<CelValue>();
        var cursor = new ElementCursor(range, plan.Coercion);
        while (cursor.MoveNext())
        {
            CelValue entered = Enter(plan, cursor, isList: true);
            CelValue key = entered.IsError ? entered : Evaluate(plan.Body);
            if (key.IsError)
            {
                return key;
            }

            keys.Add(key);
            items.Add(_locals[plan.Position]);
        }

        return Lists.Sort([.. items], [.. keys], ref _budget);
    }
}
