using System.Globalization;
using System.Text;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Syntax;

/// <summary>Writes a tree as source that parses to the same tree, with no more parentheses than that needs.</summary>
internal static class Printer
{
    public static string Print(Expr expr)
    {
        var text = new StringBuilder();
        Write(text, expr, Operators.ConditionalPrecedence);
        return text.ToString();
    }

    private static void Write(StringBuilder text, Expr expr, int minimum)
    {
        bool parenthesized = Precedence(expr) < minimum;
        text.Append(parenthesized ? "(" : "");
        WriteBare(text, expr);
        text.Append(parenthesized ? ")" : "");
    }

    private static int Precedence(Expr expr) => expr switch
    {
        Expr.Conditional => Operators.ConditionalPrecedence,
        Expr.Logical logical => logical.IsAnd ? Operators.AndPrecedence : Operators.OrPrecedence,
        Expr.Binary binary => Operators.Precedence(binary.Operator),
        Expr.Unary => Operators.UnaryPrecedence,
        _ => Operators.MemberPrecedence,
    };

    private static void WriteBare(StringBuilder text, Expr expr)
    {
        switch (expr)
        {
            case Expr.Literal literal:
                WriteLiteral(text, literal.Value);
                break;
            case Expr.Identifier name:
                text.Append(name.Rooted ? "." : "").Append(Macros.Written(name.Name));
                break;
            case Expr.Select select:
                Write(text, select.Operand, Operators.MemberPrecedence);
                text.Append(select.Optional ? ".?" : ".").Append(Field(select.Field));
                break;
            case Expr.Has has:
                Write(text.Append("has("), has.Path, 0);
                text.Append(')');
                break;
            case Expr.Index index:
                Write(text, index.Operand, Operators.MemberPrecedence);
                Write(text.Append(index.Optional ? "[?" : "["), index.Key, 0);
                text.Append(']');
                break;
            case Expr.Unary unary:
                WriteUnary(text, unary);
                break;
            case Expr.Binary binary:
                int level = Operators.Precedence(binary.Operator);
                Write(text, binary.Left, level);
                Write(text.Append(CultureInfo.InvariantCulture, $" {Operators.Symbol(binary.Operator)} "), binary.Right, level + 1);
                break;
            case Expr.Logical logical:
                int operandLevel = (logical.IsAnd ? Operators.AndPrecedence : Operators.OrPrecedence) + 1;
                WriteJoined(text, logical.Operands, logical.IsAnd ? " && " : " || ", operandLevel);
                break;
            case Expr.Conditional conditional:
                Write(text, conditional.Condition, Operators.OrPrecedence);
                Write(text.Append(" ? "), conditional.Then, Operators.OrPrecedence);
                Write(text.Append(" : "), conditional.Else, Operators.ConditionalPrecedence);
                break;
            default:
                WriteCallLike(text, expr);
                break;
        }
    }

    private static void WriteCallLike(StringBuilder text, Expr expr)
    {
        switch (expr)
        {
            case Expr.Call call:
                text.Append(call.Rooted ? "." : "");
                WriteCall(text, call.Target, call.Function, call.Arguments);
                break;
            case Expr.List list:
                WriteList(text, list);
                break;
            case Expr.Map map:
                WriteMap(text, map);
                break;
            case Expr.Comprehension loop:
                WriteComprehension(text, loop);
                break;
            case Expr.Bind bind:
                text.Append("cel.bind(").Append(Macros.Written(bind.Variable)).Append(", ");
                WriteJoined(text, [bind.Value, bind.Body], ", ", 0);
                text.Append(')');
                break;
            case Expr.Block block:
                WriteJoined(text.Append("cel.block(["), block.Slots, ", ", 0);
                Write(text.Append("], "), block.Result, 0);
                text.Append(')');
                break;
            case Expr.OptionalMap map:
                Write(text, map.Target, Operators.MemberPrecedence);
                text.Append(map.Flat ? ".optFlatMap(" : ".optMap(").Append(Macros.Written(map.Variable)).Append(", ");
                Write(text, map.Body, 0);
                text.Append(')');
                break;
        }
    }

    private static void WriteCall(StringBuilder text, Expr? target, string function, Expr[] arguments)
    {
        if (target is not null)
        {
            Write(text, target, Operators.MemberPrecedence);
            text.Append('.');
        }

        WriteJoined(text.Append(function).Append('('), arguments, ", ", 0);
        text.Append(')');
    }

    private static void WriteComprehension(StringBuilder text, Expr.Comprehension loop)
    {
        string name = loop.Kind switch
        {
            ComprehensionKind.All => "all",
            ComprehensionKind.Exists => "exists",
            ComprehensionKind.ExistsOne => "exists_one",
            ComprehensionKind.Map => "map",
            ComprehensionKind.Filter => "filter",
            ComprehensionKind.TransformList => "transformList",
            ComprehensionKind.TransformMap => "transformMap",
            ComprehensionKind.TransformMapEntry => "transformMapEntry",
            _ => "sortBy",
        };
        Write(text, loop.Range, Operators.MemberPrecedence);
        text.Append('.').Append(name).Append('(').Append(Macros.Written(loop.Variable));
        text.Append(loop.Second is null ? "" : ", " + Macros.Written(loop.Second));
        foreach (Expr part in new[] { loop.Filter, loop.Body }.OfType<Expr>())
        {
            Write(text.Append(", "), part, 0);
        }

        text.Append(')');
    }

    private static void WriteUnary(StringBuilder text, Expr.Unary unary)
    {
        text.Append(Operators.Symbol(unary.Operator));

        // `!-x` is no CEL, and `-5` is a literal: what stands behind a sign must neither change the operator nor lose it.
        bool apart = unary.Operand is Expr.Unary inner ? inner.Operator != unary.Operator : unary.Operator == UnaryOperator.Negate
            ? StartsWithUnsignedNumber(unary.Operand)
            : StartsWithSign(unary.Operand);
        Write(text, unary.Operand, apart ? Operators.MemberPrecedence + 1 : Operators.UnaryPrecedence);
    }

    private static Expr Leftmost(Expr expr) => expr switch
    {
        Expr.Select select => Leftmost(select.Operand),
        Expr.Index index => Leftmost(index.Operand),
        Expr.Call { Target: { } target } => Leftmost(target),
        Expr.Comprehension loop => Leftmost(loop.Range),
        Expr.OptionalMap map => Leftmost(map.Target),
        _ => expr,
    };

    private static bool IsSigned(CelValue value) => value.Kind switch
    {
        CelKind.Int => value.AsInt < 0,
        CelKind.Double => double.IsNegative(value.AsDouble),
        _ => false,
    };

    private static bool StartsWithUnsignedNumber(Expr expr) =>
        Leftmost(expr) is Expr.Literal { Value: { Kind: CelKind.Int or CelKind.Double } value } && !IsSigned(value);

    private static bool StartsWithSign(Expr expr) => Leftmost(expr) is Expr.Literal literal && IsSigned(literal.Value);

    private static void WriteList(StringBuilder text, Expr.List list)
    {
        text.Append('[');
        for (int i = 0; i < list.Elements.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(list.Elements[i].Optional ? "?" : "");
            Write(text, list.Elements[i].Value, 0);
        }

        text.Append(']');
    }

    private static void WriteMap(StringBuilder text, Expr.Map map)
    {
        text.Append('{');
        for (int i = 0; i < map.Entries.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(map.Entries[i].Optional ? "?" : "");
            Write(text, map.Entries[i].Key, 0);
            Write(text.Append(": "), map.Entries[i].Value, 0);
        }

        text.Append('}');
    }

    private static void WriteJoined(StringBuilder text, Expr[] parts, string separator, int minimum)
    {
        for (int i = 0; i < parts.Length; i++)
        {
            Write(text.Append(i == 0 ? "" : separator), parts[i], minimum);
        }
    }

    private static void WriteLiteral(StringBuilder text, CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.String:
                TextQuoting.Append(text, value.AsString);
                break;
            case CelKind.Bytes:
                TextQuoting.Append(text, value.AsBytes);
                break;
            default:
                text.Append(value.ToString());
                break;
        }
    }

    private static string Field(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.AsSpan().IndexOfAnyExcept(PlainName) < 0
            && name is not ("true" or "false" or "null" or "in") ? name : $"`{name}`";

    private static readonly System.Buffers.SearchValues<char> PlainName =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}
