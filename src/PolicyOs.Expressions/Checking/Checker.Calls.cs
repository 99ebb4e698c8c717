using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Syntax;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>The types of calls: which overloads fit, and what to say when none does.</summary>
internal sealed partial class Checker
{
    private CelType OfCall(Expr.Call call)
    {
        FunctionReference function = _environment.ResolveFunction(call);
        if (function.Overloads.Length == 0)
        {
            return OfUnknownFunction(call, function);
        }

        CelType[] arguments = Array.ConvertAll(function.Arguments, Type);
        return Resolve(call.NameSpan, call.Function, function.Overloads, arguments);
    }

    private CelType OfUnknownFunction(Expr.Call call, FunctionReference function)
    {
        FunctionTable functions = _environment.Functions;
        if (call.Target is not null && QualifiedName.Of(call.Target, _scope.Has) is { } scope && functions.HasNamespace(scope.Text))
        {
            // A misspelt function of a namespace: the namespace itself is no variable, and no second finding.
            Array.ForEach(call.Arguments, argument => Type(argument));
            string name = $"{scope.Text}.{call.Function}";
            return Report(call.Target.Span.To(call.NameSpan), $"unknown function `{name}`", NearMiss.Help(name, functions.Names(isMethod: false)));
        }

        Array.ForEach(function.Arguments, argument => Type(argument));
        string? help = functions.Find(call.Function, !function.IsMethod).Length == 0
            ? NearMiss.Help(call.Function, functions.Names(function.IsMethod))
            : function.IsMethod ? $"it is no method: `{call.Function}(x)`" : $"it is a method: `x.{call.Function}(…)`";
        return Report(call.NameSpan, $"unknown function `{call.Function}`", help);
    }

    /// <summary>The result of the overloads that fit: their common one, or dyn when they differ.</summary>
    private CelType Resolve(SourceSpan span, string name, Overload[] overloads, CelType[] arguments)
    {
        CelType? result = null;
        foreach (Overload overload in overloads.Where(o => o.Parameters.Length == arguments.Length))
        {
            Dictionary<string, CelType> fresh = new(StringComparer.Ordinal);
            CelType[] parameters = Array.ConvertAll(overload.Parameters, p => _substitution.Instantiate(p, fresh));
            if (_assignability.Try(arguments, parameters))
            {
                CelType found = _substitution.Apply(_substitution.Instantiate(overload.Result, fresh), close: false);
                result = result is null || Assignability.Same(result, found) ? found : CelType.Dyn;
            }
        }

        return result ?? Report(span, OverloadMessages.NoMatch(name, overloads, Array.ConvertAll(arguments, Close), out string? help), help);
    }
}
