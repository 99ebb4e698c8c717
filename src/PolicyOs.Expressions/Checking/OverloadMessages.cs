using PolicyOs.Expressions.Functions;
using PolicyOs.Expressions.Types;

namespace PolicyOs.Expressions.Checking;

/// <summary>What to say when no overload fits: what types met, and what was expected.</summary>
internal static class OverloadMessages
{
    private const int Shown = 4;

    public static string NoMatch(string name, Overload[] overloads, CelType[] arguments, out string? help)
    {
        if (name is "?:")
        {
            help = Assignability.Same(arguments[0], CelType.Bool) || Assignability.IsDyn(arguments[0]) ? "both results of `?:` have one type" : "the condition of `?:` is a bool";
            return $"`?:` does not go with {string.Join(", ", arguments.Select(a => a.ToString()))}";
        }

        if (!char.IsAsciiLetter(name[0]) || name is "in")
        {
            help = arguments.Length == 2 ? Conversion(arguments[0], arguments[1]) : null;
            return arguments.Length == 1
                ? $"`{name}` does not go with {arguments[0]}"
                : $"`{name}` does not go with {arguments[0]} and {arguments[1]}";
        }

        bool method = overloads[0].IsMethod;
        string list = string.Join(", ", arguments.Skip(method ? 1 : 0).Select(a => a.ToString()));
        string signatures = string.Join(" or ", overloads.Take(Shown).Select(o => $"`{o}`"));
        help = $"expected {signatures}{(overloads.Length > Shown ? ", …" : "")}";
        return $"no `{name}` takes {(method ? $"{arguments[0]}.({list})" : $"({list})")}";
    }

    /// <summary>How two numbers of different types come together, which CEL never does by itself except to compare their order.</summary>
    private static string? Conversion(CelType left, CelType right)
    {
        CelType inner = right is CelType.List list ? list.Element : right;
        return IsNumber(left) && IsNumber(inner) && !Assignability.Same(left, inner)
            ? "both sides have one type: `1` is an int, `1u` a uint, `1.0` a double; `double(x)` and the like convert"
            : null;
    }

    private static bool IsNumber(CelType type) => type is CelType.Scalar { Name: "int" or "uint" or "double" };
}
