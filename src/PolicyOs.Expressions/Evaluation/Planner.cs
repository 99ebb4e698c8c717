using PolicyOs.Expressions.Checking;
using PolicyOs.Expressions.Patterns;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Evaluation;

/// <summary>Turns a tree into a plan, resolving names the way the checker does. Types are empty for an unchecked expression.</summary>
internal sealed class Planner
{
    /// <summary>What a constant sub-expression may cost to be evaluated at load.</summary>
    private const long FoldingBudget = 1_000;

    private readonly CelEnvironment _environment;
    private readonly CelType[] _types;
    private readonly List<(string Name, int Position)> _locals = [];
    private int _nextId;
    private int _nextLocal;
    private int _loops;

    private Planner(CelEnvironment environment, CelType[] types)
    {
        _environment = environment;
        _types = types;
    }

    public static PlannedSource Plan(Expr root, CelEnvironment environment, CelType[] types)
    {
        var planner = new Planner(environment, types);
        Plan plan = planner.Of(root);
        return new PlannedSource(plan, planner._nextId, planner._nextLocal);
    }

    private bool IsLocal(string name) => _locals.Exists(local => string.Equals(local.Name, name, StringComparison.Ordinal));

    private Plan Of(Expr expr)
    {
        int id = _nextId++;
        return expr switch
        {
            Expr.Literal literal => new Plan.Constant(id, expr.Span, literal.Value),
            Expr.Identifier name => OfIdentifier(id, name),
            Expr.Select select => OfSelect(id, select),
            Expr.Has has => new Plan.HasField(id, expr.Span, Of(has.Path.Operand), new FieldName(has.Path.Field, has.Path.Span)),
            Expr.Index index => new Plan.Index(id, expr.Span, Of(index.Operand), Of(index.Key), index.Optional, CoercionOf(expr)),
            Expr.Unary { Operator: UnaryOperator.Not } not => new Plan.Not(id, expr.Span, Of(not.Operand)),
            Expr.Unary unary => new Plan.Negate(id, expr.Span, Of(unary.Operand)),
            Expr.Binary binary => OfBinary(id, binary),
            Expr.Logical logical => new Plan.Logical(id, expr.Span, logical.IsAnd, Array.ConvertAll(logical.Operands, Of)),
            Expr.Conditional c => new Plan.Conditional(id, expr.Span, Of(c.Condition), Of(c.Then), Of(c.Else)),
            Expr.Call call => OfCall(id, call),
            Expr.List list => OfList(id, list),
            Expr.Map map => OfMap(id, map),
            Expr.Comprehension loop => OfLoop(id, loop),
            Expr.Bind bind => OfBind(id, bind),
            Expr.Block block => OfBlock(id, block),
            Expr.OptionalMap map => OfOptionalMap(id, map),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What the checked type of an expression makes of a JSON number.</summary>
    private Coercion CoercionOf(Expr expr) => expr.Id < _types.Length ? CoercionOf(_types[expr.Id]) : Coercion.None;

    private static Coercion CoercionOf(CelType type) => type switch
    {
        CelType.Scalar { Name: "int" } => Coercion.ToInt,
        CelType.Scalar { Name: "double" } => Coercion.ToDouble,
        CelType.Nullable nullable => CoercionOf(nullable.Of),
        CelType.Opaque { Name: CelType.OptionalName } optional => CoercionOf(optional.Parameters[0]),
        _ => Coercion.None,
    };

    private Plan OfIdentifier(int id, Expr.Identifier name)
    {
        int local = name.Rooted ? -1 : _locals.FindLastIndex(l => string.Equals(l.Name, name.Name, StringComparison.Ordinal));
        if (local >= 0)
        {
            return new Plan.Local(id, name.Span, _locals[local].Position);
        }

        return Named(id, name) ?? new Plan.Unresolved(id, name.Span, $"unknown variable `{Macros.Written(name.Name)}`");
    }

    private Plan? Named(int id, Expr expr)
    {
        if (QualifiedName.Of(expr, IsLocal) is not { } name)
        {
            return null;
        }

        return _environment.Resolve(name) switch
        {
            NameReference.Variable variable => new Plan.Variable(id, expr.Span, variable.Slot, name.Text, CoercionOf(variable.Type)),
            NameReference.TypeName type => new Plan.Constant(id, expr.Span, CelValue.FromType(type.Type)),
            _ => null,
        };
    }

    private Plan OfSelect(int id, Expr.Select select)
    {
        if (!select.Optional && Named(id, select) is { } variable)
        {
            return variable;
        }

        Plan operand = Of(select.Operand);
        var name = new FieldName(select.Field, select.Span);
        if (select.Optional)
        {
            return new Plan.OptionalField(id, select.Span, operand, name, CoercionOf(select));
        }

        return operand is Plan.Path path
            ? new Plan.Path(id, select.Span, path.Operand, [.. path.Names, name], CoercionOf(select), _loops > 0)
            : new Plan.Path(id, select.Span, operand, [name], CoercionOf(select), _loops > 0);
    }

    private Plan OfBinary(int id, Expr.Binary binary)
    {
        Plan left = Of(binary.Left);
        Plan right = Of(binary.Right);
        return binary.Operator switch
        {
            BinaryOperator.Equal => new Plan.Equality(id, binary.Span, false, left, right),
            BinaryOperator.NotEqual => new Plan.Equality(id, binary.Span, true, left, right),
            BinaryOperator.In => new Plan.Membership(id, binary.Span, left, right),
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
                new Plan.Comparison(id, binary.Span, binary.Operator, left, right),
            _ => new Plan.Arithmetic(id, binary.Span, binary.Operator, left, right),
        };
    }

    private Plan OfCall(int id, Expr.Call call)
    {
        FunctionReference function = _environment.ResolveFunction(call);
        if (function.Overloads.Length == 0)
        {
            return new Plan.Unresolved(id, call.NameSpan, $"unknown function `{call.Function}`");
        }

        Plan[] arguments = Array.ConvertAll(function.Arguments, Of);
        if (function.IsMethod && function.Name is "or" or "orValue" && arguments.Length == 2)
        {
            return new Plan.OptionalOr(id, call.Span, arguments[0], arguments[1], function.Name is "orValue", CoercionOf(call));
        }

        if (function.Name is "matches" && arguments is [var text, Plan.Constant { Value: { Kind: CelKind.String } source }]
            && Pattern.Compile(source.AsString).Pattern is { } pattern)
        {
            return new Plan.Matches(id, call.Span, text, pattern);
        }

        Plan plan = new Plan.Call(id, call.Span, function.Name, function.Overloads, arguments, CoercionOf(call));
        return Array.TrueForAll(arguments, a => a is Plan.Constant) ? Fold(plan) : plan;
    }

    /// <summary>The value of a plan of constants; the plan itself when that is an error, which belongs to the evaluation.</summary>
    private static Plan Fold(Plan plan)
    {
        CelValue value = Evaluator.Run(new PlannedSource(plan, 0, 0), [], new CostBudget(FoldingBudget), null, out _);
        return value.IsError ? plan : new Plan.Constant(plan.Id, plan.Span, value);
    }

    private Plan OfList(int id, Expr.List list)
    {
        Plan[] elements = Array.ConvertAll(list.Elements, e => Of(e.Value));
        bool[] optional = Array.ConvertAll(list.Elements, e => e.Optional);
        Plan plan = new Plan.List(id, list.Span, elements, optional);
        return Array.TrueForAll(elements, e => e is Plan.Constant) ? Fold(plan) : plan;
    }

    private Plan OfMap(int id, Expr.Map map)
    {
        Plan[] keys = Array.ConvertAll(map.Entries, e => Of(e.Key));
        Plan[] values = Array.ConvertAll(map.Entries, e => Of(e.Value));
        Plan plan = new Plan.Map(id, map.Span, keys, values, Array.ConvertAll(map.Entries, e => e.Optional));
        return keys.Concat(values).All(p => p is Plan.Constant) ? Fold(plan) : plan;
    }

    private Plan.Loop OfLoop(int id, Expr.Comprehension loop)
    {
        Plan range = Of(loop.Range);
        int first = Bind(loop.Variable);
        int? second = loop.Second is null ? null : Bind(loop.Second);
        _loops++;
        Plan? filter = loop.Filter is null ? null : Of(loop.Filter);
        Plan body = Of(loop.Body);
        _loops--;
        Unbind(second is null ? 1 : 2);
        Coercion coercion = loop.Range.Id < _types.Length ? ElementCoercion(_types[loop.Range.Id]) : Coercion.None;
        return new Plan.Loop(id, loop.Span, loop.Kind, range, first, second, filter, body, coercion);
    }

    private static Coercion ElementCoercion(CelType range) => range switch
    {
        CelType.List list => CoercionOf(list.Element),
        CelType.Map map => CoercionOf(map.Value),
        CelType.Nullable nullable => ElementCoercion(nullable.Of),
        CelType.Opaque { Name: CelType.OptionalName } optional => ElementCoercion(optional.Parameters[0]),
        _ => Coercion.None,
    };

    private Plan.Bind OfBind(int id, Expr.Bind bind)
    {
        Plan value = Of(bind.Value);
        int position = Bind(bind.Variable);
        Plan body = Of(bind.Body);
        Unbind(1);
        return new Plan.Bind(id, bind.Span, position, value, body);
    }

    private Plan.Block OfBlock(int id, Expr.Block block)
    {
        int first = _nextLocal;
        _nextLocal += block.Slots.Length;
        var slots = new Plan[block.Slots.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = Of(block.Slots[i]);
            _locals.Add((Macros.SlotName(i), first + i));
        }

        Plan result = Of(block.Result);
        Unbind(slots.Length);
        return new Plan.Block(id, block.Span, first, slots, result);
    }

    private Plan.OptionalMap OfOptionalMap(int id, Expr.OptionalMap map)
    {
        Plan target = Of(map.Target);
        int position = Bind(map.Variable);
        Plan body = Of(map.Body);
        Unbind(1);
        return new Plan.OptionalMap(id, map.Span, target, position, body, map.Flat);
    }

    /// <summary>Every binding has a position of its own.</summary>
    private int Bind(string name)
    {
        _locals.Add((name, _nextLocal));
        return _nextLocal++;
    }

    private void Unbind(int count) => _locals.RemoveRange(_locals.Count - count, count);
}
