using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Checking;

/// <summary>
/// Finds the type of every sub-expression (language definition, "Gradual Type Checking"). All findings are reported; what has none
/// counts as dyn, so that one mistake is one finding.
/// </summary>
internal sealed partial class Checker
{
    private readonly CelEnvironment _environment;
    private readonly CelType[] _types;
    private readonly List<CelDiagnostic> _diagnostics = [];
    private readonly Substitution _substitution = new();
    private readonly Assignability _assignability;
    private readonly Scope _scope = new();

    private Checker(CelEnvironment environment, int nodeCount)
    {
        _environment = environment;
        _types = new CelType[nodeCount];
        _assignability = new Assignability(_substitution);
    }

    /// <summary>Checks an expression, and that its value may be of the type expected of the whole.</summary>
    public static CheckedSource Check(ParsedSource source, CelEnvironment environment, CelType expected)
    {
        var checker = new Checker(environment, source.NodeCount);
        CelType type = checker.Type(source.Root);
        if (!checker._assignability.Try(type, expected))
        {
            checker.Report(source.Root.Span, $"expected {expected}, found {checker.Close(type)}");
        }

        checker._diagnostics.AddRange(LiteralArguments.Check(source.Root));
        CelType[] types = Array.ConvertAll(checker._types, t => t is null ? CelType.Dyn : checker.Close(t));
        return new CheckedSource(types, [.. checker._diagnostics.OrderBy(d => d.Offset)]);
    }

    private CelType Close(CelType type) => _substitution.Apply(type, close: true);

    private CelType Report(SourceSpan span, string message, string? help = null)
    {
        _diagnostics.Add(new CelDiagnostic(span.Start, span.Length, message, help));
        return CelType.Dyn;
    }

    private CelType Type(Expr expr)
    {
        CelType type = expr switch
        {
            Expr.Literal literal => TypeNames.Find(RuntimeTypes.NameOf(literal.Value))!,
            Expr.Identifier name => OfIdentifier(name),
            Expr.Select select => OfSelect(select),
            Expr.Has has => OfHas(has),
            Expr.Index index => OfIndex(index),
            Expr.Unary { Operator: UnaryOperator.Not } not => OfNot(not),
            Expr.Unary unary => Resolve(unary.Span, "-", OperatorTypes.Negation, [Type(unary.Operand)]),
            Expr.Binary binary => Resolve(binary.Span, Operators.Symbol(binary.Operator), OperatorTypes.For(binary.Operator), [Type(binary.Left), Type(binary.Right)]),
            Expr.Logical logical => OfLogical(logical),
            Expr.Conditional c => Resolve(c.Span, "?:", OperatorTypes.Conditional, [Type(c.Condition), Type(c.Then), Type(c.Else)]),
            Expr.Call call => OfCall(call),
            Expr.List list => CelType.ListOf(Join(list.Elements.Select(e => (e.Value, e.Optional)))),
            Expr.Map map => OfMap(map),
            Expr.Comprehension loop => OfComprehension(loop),
            Expr.Bind bind => OfBind(bind),
            Expr.Block block => OfBlock(block),
            Expr.OptionalMap map => OfOptionalMap(map),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        _types[expr.Id] = type;
        return type;
    }

    private CelType OfIdentifier(Expr.Identifier name)
    {
        if (!name.Rooted && _scope.Find(name.Name) is { } local)
        {
            return local;
        }

        return Named(name) ?? Report(name.Span, $"unknown variable `{Macros.Written(name.Name)}`",
            NearMiss.Help(name.Name, _environment.Variables.Select(v => v.Name).Concat(_scope.Names)));
    }

    /// <summary>The type of a chain of names that is a declared variable or a type; otherwise null.</summary>
    private CelType? Named(Expr expr) =>
        QualifiedName.Of(expr, _scope.Has) is { } name
            ? _environment.Resolve(name) switch
            {
                NameReference.Variable variable => variable.Type,
                NameReference.TypeName type => new CelType.TypeOf(type.Type),
                _ => null,
            }
            : null;

    private CelType OfSelect(Expr.Select select)
    {
        if (!select.Optional && Named(select) is { } variable)
        {
            return variable;
        }

        CelType operand = Type(select.Operand);
        (CelType content, bool wasOptional) = Unwrap(operand);
        CelType field = Field(select, content);
        return select.Optional || wasOptional ? CelType.OptionalOf(field) : field;
    }

    private CelType OfHas(Expr.Has has)
    {
        // The presence of a field is asked of its operand; a variable with dots in its name has no presence.
        (CelType content, _) = Unwrap(Type(has.Path.Operand));
        _types[has.Path.Id] = Field(has.Path, content);
        return CelType.Bool;
    }

    private CelType Field(Expr.Select select, CelType operand)
    {
        switch (operand)
        {
            case CelType.Object fields when fields.Fields.TryGetValue(select.Field, out CelType? type):
                return type;
            case CelType.Object { Open: true } or CelType.Variable:
                return CelType.Dyn;
            case CelType.Object fields:
                return Report(select.FieldSpan, $"no field `{select.Field}`", NearMiss.Help(select.Field, fields.Fields.Keys) ?? Offer(fields.Fields.Keys));
            case CelType.Map map:
                return map.Value;
            case var dyn when Assignability.IsDyn(dyn):
                return dyn;
            default:
                return Report(select.FieldSpan, $"{Close(operand)} has no fields, so no `{select.Field}`");
        }
    }

    private static string? Offer(IEnumerable<string> names)
    {
        const int Shown = 8;
        string[] all = [.. names.Order(StringComparer.Ordinal)];
        return all.Length == 0 ? null : $"the fields are {string.Join(", ", all.Take(Shown).Select(n => $"`{n}`"))}{(all.Length > Shown ? ", …" : "")}";
    }

    /// <summary>What selection works on: the content of an optional, what a nullable is when it is not null.</summary>
    private (CelType Content, bool WasOptional) Unwrap(CelType type)
    {
        CelType known = _substitution.Shallow(type);
        bool optional = known is CelType.Opaque { Name: CelType.OptionalName };
        known = optional ? _substitution.Shallow(((CelType.Opaque)known).Parameters[0]) : known;
        return (known is CelType.Nullable nullable ? _substitution.Shallow(nullable.Of) : known, optional);
    }

    private CelType OfIndex(Expr.Index index)
    {
        (CelType content, bool wasOptional) = Unwrap(Type(index.Operand));
        CelType key = Type(index.Key);
        CelType element = content switch
        {
            CelType.List list => Expect(index.Key, key, CelType.Int) ? list.Element : CelType.Dyn,
            CelType.Map map => Expect(index.Key, key, map.Key) ? map.Value : CelType.Dyn,
            CelType.Object fields => Expect(index.Key, key, CelType.String) ? Entry(index, fields) : CelType.Dyn,
            CelType.Variable => CelType.Dyn,
            var dyn when Assignability.IsDyn(dyn) => dyn,
            _ => Report(index.Span, $"{Close(content)} has no elements to index"),
        };
        return index.Optional || wasOptional ? CelType.OptionalOf(element) : element;
    }

    private CelType Entry(Expr.Index index, CelType.Object fields)
    {
        if (index.Key is not Expr.Literal { Value: { Kind: CelKind.String } name })
        {
            return CelType.Dyn;
        }

        if (fields.Fields.TryGetValue(name.AsString, out CelType? type))
        {
            return type;
        }

        return fields.Open ? CelType.Dyn : Report(index.Key.Span, $"no field `{name.AsString}`", NearMiss.Help(name.AsString, fields.Fields.Keys) ?? Offer(fields.Fields.Keys));
    }

    private bool Expect(Expr expr, CelType actual, CelType expected)
    {
        if (_assignability.Try(actual, expected))
        {
            return true;
        }

        Report(expr.Span, $"expected {Close(expected)}, found {Close(actual)}");
        return false;
    }

    private CelType OfNot(Expr.Unary not)
    {
        Expect(not.Operand, Type(not.Operand), CelType.Bool);
        return CelType.Bool;
    }

    private CelType OfLogical(Expr.Logical logical)
    {
        foreach (Expr operand in logical.Operands)
        {
            Expect(operand, Type(operand), CelType.Bool);
        }

        return CelType.Bool;
    }

    /// <summary>The type that holds all of several: dyn when they have nothing in common.</summary>
    private CelType Join(IEnumerable<(Expr Value, bool Optional)> parts)
    {
        CelType? joined = null;
        foreach ((Expr value, bool optional) in parts)
        {
            CelType type = Type(value);
            if (optional)
            {
                CelType inner = _substitution.Fresh();
                type = Expect(value, type, CelType.OptionalOf(inner)) ? inner : CelType.Dyn;
            }

            joined = joined is null ? type : Common(joined, type);
        }

        return joined ?? _substitution.Fresh();
    }

    private CelType OfMap(Expr.Map map)
    {
        foreach (MapEntry entry in map.Entries)
        {
            if (!IsKey(_substitution.Shallow(Type(entry.Key))))
            {
                Report(entry.Key.Span, $"a map has no {Close(_types[entry.Key.Id])} keys", "keys are bool, int, uint or string");
            }
        }

        // Only plain types are keys, so that the size of a type grows no faster than the expression.
        CelType key = map.Entries.Length == 0 ? _substitution.Fresh() : map.Entries.Select(e => _types[e.Key.Id]).Aggregate(Common);
        return CelType.MapOf(key is CelType.Scalar || map.Entries.Length == 0 ? key : CelType.Dyn, Join(map.Entries.Select(e => (e.Value, e.Optional))));
    }

    private static bool IsKey(CelType type) => type switch
    {
        CelType.Scalar scalar => scalar.Name is "bool" or "int" or "uint" or "string" or "dyn",
        CelType.Variable => true,
        CelType.Nullable nullable => IsKey(nullable.Of),
        _ => false,
    };

    private CelType Common(CelType first, CelType second) =>
        _assignability.Try(first, second) ? _assignability.MoreGeneral(first, second) : CelType.Dyn;
}
