using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Patterns;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Checking;

/// <summary>Literal patterns, timestamps and durations that could never be read: an error on every evaluation, so one at load.</summary>
internal static class LiteralArguments
{
    public static IEnumerable<CelDiagnostic> Check(Expr root)
    {
        var pending = new Stack<Expr>([root]);
        while (pending.TryPop(out Expr? expr))
        {
            if (expr is Expr.Call call && Problem(call) is var (literal, message))
            {
                yield return new CelDiagnostic(literal.Span.Start, literal.Span.Length, message);
            }

            foreach (Expr part in Parts.Of(expr))
            {
                pending.Push(part);
            }
        }
    }

    private static (Expr Literal, string Message)? Problem(Expr.Call call)
    {
        if (call.Arguments is not [.., Expr.Literal { Value: { Kind: CelKind.String } text } literal])
        {
            return null;
        }

        string? message = (call.Function, call.Arguments.Length, call.Target) switch
        {
            ("matches", 1, not null) or ("matches", 2, null) => Pattern.Compile(text.AsString).Error,
            ("timestamp", 1, null) => TimeParsing.Timestamp(text.AsString).Error?.Message,
            ("duration", 1, null) => TimeParsing.Duration(text.AsString).Error?.Message,
            _ => null,
        };
        return message is null ? null : (literal, message);
    }
}
