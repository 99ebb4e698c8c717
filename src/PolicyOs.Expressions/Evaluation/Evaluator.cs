using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>
/// Runs a plan. Every step pays one unit; an error is a value that operators pass on, except for &amp;&amp;, ||, all and exists, which absorb it
/// when their result does not depend on it (language definition, "Logical Operators"), and never one of the budget.
/// </summary>
internal ref partial struct Evaluator
{
    private readonly ReadOnlySpan<CelValue> _variables;
    private readonly CelValue[] _locals;
    private readonly TraceRecorder? _trace;
    private CostBudget _budget;

    private Evaluator(ReadOnlySpan<CelValue> variables, int locals, CostBudget budget, TraceRecorder? trace)
    {
        _variables = variables;
        _locals = locals == 0 ? [] : new CelValue[locals];
        _budget = budget;
        _trace = trace;
    }

    /// <summary>The value, or an error value with its place; and what it cost.</summary>
    public static CelValue Run(PlannedSource source, ReadOnlySpan<CelValue> variables, CostBudget budget, TraceRecorder? trace, out long cost)
    {
        var evaluator = new Evaluator(variables, source.Locals, budget, trace);
        CelValue result = evaluator.Evaluate(source.Root);
        cost = evaluator._budget.Spent;
        return result;
    }

    private CelValue Evaluate(Plan plan)
    {
        if (!_budget.TryPay(1))
        {
            return Stopped(plan);
        }

        CelValue value = Dispatch(plan);
        return value.IsError || _trace is not null ? Finished(plan, value) : value;
    }

    private readonly CelValue Finished(Plan plan, CelValue value)
    {
        value = value.IsError ? Located(plan, value) : value;
        _trace?.Record(plan, value);
        return value;
    }

    // A statement and not an expression: an expression keeps a value for each arm, and clearing them would be a third of an evaluation.
    private CelValue Dispatch(Plan plan)
    {
        switch (plan.Kind)
        {
            case PlanKind.Constant:
                return ((Plan.Constant)plan).Value;
            case PlanKind.Variable:
                return OfVariable((Plan.Variable)plan);
            case PlanKind.Local:
                return _locals[((Plan.Local)plan).Position];
            case PlanKind.Path:
                return OfPath((Plan.Path)plan);
            case PlanKind.OptionalField:
                return OfOptionalField((Plan.OptionalField)plan);
            case PlanKind.HasField:
                return OfHasField((Plan.HasField)plan);
            case PlanKind.Index:
                return OfIndex((Plan.Index)plan);
            case PlanKind.Not:
                return OfNot((Plan.Not)plan);
            case PlanKind.Negate:
                return OfNegate((Plan.Negate)plan);
            case PlanKind.Arithmetic:
                return OfArithmetic((Plan.Arithmetic)plan);
            case PlanKind.Comparison:
                return OfComparison((Plan.Comparison)plan);
            case PlanKind.Equality:
                return OfEquality((Plan.Equality)plan);
            case PlanKind.Membership:
                return OfMembership((Plan.Membership)plan);
            case PlanKind.Logical:
                return OfLogical((Plan.Logical)plan);
            case PlanKind.Conditional:
                return OfConditional((Plan.Conditional)plan);
            case PlanKind.Call:
                return OfCall((Plan.Call)plan);
            case PlanKind.Matches:
                return OfMatches((Plan.Matches)plan);
            case PlanKind.OptionalOr:
                return OfOptionalOr((Plan.OptionalOr)plan);
            case PlanKind.List:
                return OfList((Plan.List)plan);
            case PlanKind.Map:
                return OfMap((Plan.Map)plan);
            case PlanKind.Loop:
                return OfLoop((Plan.Loop)plan);
            case PlanKind.Bind:
                return OfBind((Plan.Bind)plan);
            case PlanKind.Block:
                return OfBlock((Plan.Block)plan);
            case PlanKind.OptionalMap:
                return OfOptionalMap((Plan.OptionalMap)plan);
            case PlanKind.Unresolved:
                return CelValue.Fail(((Plan.Unresolved)plan).Message);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private readonly CelValue Stopped(Plan plan) => Located(plan, _budget.Failure);

    /// <summary>An error that has no place yet comes from this node.</summary>
    private static CelValue Located(Plan plan, in CelValue error) => Located(plan.Span, error);

    private static CelValue Located(SourceSpan span, in CelValue error) =>
        error.Error is { Offset: < 0 } bare ? CelValue.From(bare with { Offset = span.Start, Length = span.Length }) : error;

    private static CelValue NoOverload(string name, in CelValue operand) =>
        CelValue.Fail($"no such overload: `{name}` does not go with {RuntimeTypes.Word(operand)}");

    private static CelValue NoOverload(string name, in CelValue left, in CelValue right) =>
        CelValue.Fail($"no such overload: `{name}` does not go with {RuntimeTypes.Word(left)} and {RuntimeTypes.Word(right)}");

    private readonly CelValue OfVariable(Plan.Variable plan)
    {
        CelValue value = plan.Slot < _variables.Length ? _variables[plan.Slot] : default;
        return value.Kind == CelKind.Unset ? CelValue.Fail($"`{plan.Name}` has no value") : JsonValues.Coerce(value, plan.Coercion);
    }

    private CelValue OfNot(Plan.Not plan)
    {
        CelValue operand = Evaluate(plan.Operand);
        return operand.Kind switch
        {
            CelKind.Bool => CelValue.From(!operand.AsBool),
            CelKind.Error => operand,
            _ => NoOverload("!", operand),
        };
    }

    private CelValue OfLogical(Plan.Logical plan)
    {
        Plan[] operands = plan.Operands;
        for (int i = 0; i < operands.Length; i++)
        {
            CelValue value = Evaluate(operands[i]);
            if (value.Kind != CelKind.Bool)
            {
                return OfLogicalAfter(plan, i, value);
            }

            if (value.AsBool != plan.IsAnd)
            {
                return value;
            }
        }

        return CelValue.From(plan.IsAnd);
    }

    /// <summary>The rest of a chain, after an operand that is no bool.</summary>
    private CelValue OfLogicalAfter(Plan.Logical plan, int failed, in CelValue found)
    {
        string name = plan.IsAnd ? "&&" : "||";
        CelValue error = default;
        if (Absorb(plan.Operands[failed], found, name, ref error))
        {
            return error;
        }

        foreach (Plan part in plan.Operands.AsSpan(failed + 1))
        {
            CelValue value = Evaluate(part);
            if (value.Kind == CelKind.Bool)
            {
                if (value.AsBool != plan.IsAnd)
                {
                    return value;
                }
            }
            else if (Absorb(part, value, name, ref error))
            {
                return error;
            }
        }

        return error;
    }

    /// <summary>Keeps the first error of an operand that is no bool; true when it must not be absorbed.</summary>
    private static bool Absorb(Plan part, in CelValue value, string name, ref CelValue error)
    {
        CelValue found = value.IsError ? value : Located(part, NoOverload(name, value));
        if (found.Error!.Stopped)
        {
            error = found;
            return true;
        }

        error = error.Kind == CelKind.Error ? error : found;
        return false;
    }

    private CelValue OfConditional(Plan.Conditional plan)
    {
        CelValue condition = Evaluate(plan.Condition);
        return condition.Kind switch
        {
            CelKind.Bool => Evaluate(condition.AsBool ? plan.Then : plan.Else),
            CelKind.Error => condition,
            _ => NoOverload("?:", condition),
        };
    }

    private CelValue OfCall(Plan.Call plan)
    {
        var buffer = default(ArgumentBuffer);
        Span<CelValue> arguments = plan.Arguments.Length <= ArgumentBuffer.Capacity
            ? ((Span<CelValue>)buffer)[..plan.Arguments.Length]
            : new CelValue[plan.Arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = Read(Evaluate(plan.Arguments[i]));
            if (arguments[i].IsError)
            {
                return Located(plan.Arguments[i], arguments[i]);
            }
        }

        foreach (Overload overload in plan.Overloads)
        {
            if (overload.Accepts(arguments))
            {
                return overload.Body is { } body
                    ? JsonValues.Coerce(body(arguments, ref _budget), plan.Coercion)
                    : CelValue.Fail($"the function `{plan.Name}` is declared but not there");
            }
        }

        string kinds = string.Join(", ", arguments.ToArray().Select(a => RuntimeTypes.Word(a)));
        return CelValue.Fail($"no such overload: no `{plan.Name}` takes ({kinds})");
    }

    /// <summary>Functions work on strings that are already read.</summary>
    private CelValue Read(in CelValue value)
    {
        if (value.Kind != CelKind.String || !value.IsJson)
        {
            return value;
        }

        if (!_budget.TryPayText(Sizes.TextLength(value)))
        {
            return _budget.Failure;
        }

        return value.TryGetString(out string text) ? CelValue.From(text) : CelValue.Fail("the string is no well-formed Unicode");
    }

    private CelValue OfMatches(Plan.Matches plan)
    {
        CelValue text = Read(Evaluate(plan.Text));
        return text.Kind switch
        {
            CelKind.String => StandardFunctions.Search(plan.Pattern, text.AsString, ref _budget),
            CelKind.Error => Located(plan.Text, text),
            _ => NoOverload("matches", text),
        };
    }

    private CelValue OfOptionalOr(Plan.OptionalOr plan)
    {
        CelValue optional = Evaluate(plan.Optional);
        if (optional.Kind != CelKind.Optional)
        {
            return optional.IsError ? optional : NoOverload(plan.ToValue ? "orValue" : "or", optional);
        }

        if (optional.HasOptionalValue)
        {
            return plan.ToValue ? JsonValues.Coerce(optional.OptionalValue, plan.Coercion) : optional;
        }

        CelValue alternative = Evaluate(plan.Alternative);
        return plan.ToValue || alternative.Kind is CelKind.Optional or CelKind.Error
            ? JsonValues.Coerce(alternative, plan.Coercion)
            : NoOverload("or", optional, alternative);
    }
}
