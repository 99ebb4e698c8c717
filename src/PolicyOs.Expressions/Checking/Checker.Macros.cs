using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>The types of macros, which bind variables around their parts.</summary>
internal sealed partial class Checker
{
    private CelType OfComprehension(Expr.Comprehension loop)
    {
        CelType range = Unwrap(Type(loop.Range)).Content;
        (CelType key, CelType value)? parts = range switch
        {
            CelType.List list => (CelType.Int, list.Element),
            CelType.Map map => (map.Key, map.Value),
            CelType.Object => (CelType.String, CelType.Dyn),
            CelType.Variable => (CelType.Dyn, CelType.Dyn),
            var dyn when Assignability.IsDyn(dyn) => (CelType.Dyn, CelType.Dyn),
            _ => null,
        };
        if (parts is not { } of)
        {
            Report(loop.Range.Span, $"{Close(range)} is neither a list nor a map, and cannot be walked");
            of = (CelType.Dyn, CelType.Dyn);
        }

        CelType single = range is CelType.List ? of.value : of.key;
        _scope.Push(loop.Variable, loop.Second is null ? single : of.key);
        if (loop.Second is { } second)
        {
            _scope.Push(second, of.value);
        }

        CelType result = OfBody(loop, of.key, single);
        _scope.Pop(loop.Second is null ? 1 : 2);
        return result;
    }

    private CelType OfBody(Expr.Comprehension loop, CelType key, CelType single)
    {
        if (loop.Filter is { } filter)
        {
            Expect(filter, Type(filter), CelType.Bool);
        }

        CelType body = Type(loop.Body);
        switch (loop.Kind)
        {
            case ComprehensionKind.Map or ComprehensionKind.TransformList:
                return CelType.ListOf(body);
            case ComprehensionKind.TransformMap:
                return CelType.MapOf(key, body);
            case ComprehensionKind.TransformMapEntry:
                CelType entries = CelType.MapOf(_substitution.Fresh(), _substitution.Fresh());
                Expect(loop.Body, body, entries);
                return entries;
            case ComprehensionKind.SortBy:
                return CelType.ListOf(single);
            default:
                Expect(loop.Body, body, CelType.Bool);
                return loop.Kind == ComprehensionKind.Filter ? CelType.ListOf(single) : CelType.Bool;
        }
    }

    private CelType OfBind(Expr.Bind bind)
    {
        CelType value = Type(bind.Value);
        return Within(bind.Variable, value, bind.Body);
    }

    private CelType OfBlock(Expr.Block block)
    {
        for (int slot = 0; slot < block.Slots.Length; slot++)
        {
            _scope.Push(Macros.SlotName(slot), Type(block.Slots[slot]));
        }

        CelType result = Type(block.Result);
        _scope.Pop(block.Slots.Length);
        return result;
    }

    private CelType Within(string variable, CelType type, Expr body)
    {
        _scope.Push(variable, type);
        CelType result = Type(body);
        _scope.Pop();
        return result;
    }

    private CelType OfOptionalMap(Expr.OptionalMap map)
    {
        CelType inner = _substitution.Fresh();
        Expect(map.Target, Type(map.Target), CelType.OptionalOf(inner));
        CelType body = Within(map.Variable, inner, map.Body);
        CelType result = CelType.OptionalOf(map.Flat ? _substitution.Fresh() : body);
        return map.Flat && !Expect(map.Body, body, result) ? CelType.Dyn : result;
    }
}
