using System.Globalization;
using System.Text;

namespace PolicyOs.Expressions.Tests.Properties;

/// <summary>Writes random expressions: mostly of types that fit, with some that do not.</summary>
internal sealed class RandomExpression(int seed)
{
    private static readonly string[] Atoms =
    [
        "0", "1", "-1", "7", "9223372036854775807", "-9223372036854775808", "3u", "18446744073709551615u", "0.5", "-2.25", "1e300", "true", "false", "null",
        "''", "'a'", "'tacocat'", "'\\U0001f431'", "\"é\"", "b'\\xff'", "[]", "{}", "[1, 2, 3]", "['a', 'b']", "{'a': 1, 'b': 2}", "{1: 'x'}",
        "input", "input.tier", "input.budget.amount", "input.items", "input.name", "input.missing", "principal.roles", "principal.attributes.limit",
        "timestamp('2026-01-31T08:30:00Z')", "duration('90m')", "optional.of(1)", "optional.none()", "ip('10.0.0.1')", "cidr('10.0.0.0/8')", "int", "now",
    ];

    private static readonly string[] Binary = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "&&", "||"];

    private static readonly string[] Methods =
    [
        "size()", "contains({0})", "startsWith({0})", "matches({0})", "matches('(a|b)*c')", "indexOf({0})", "lastIndexOf({0})", "substring({0}, {1})",
        "replace({0}, {1})", "split({0})", "join({0})", "format([{0}, {1}])", "charAt({0})", "trim()", "reverse()", "sort()", "distinct()", "flatten()",
        "slice({0}, {1})", "first()", "last()", "orValue({0})", "or({0})", "hasValue()", "value()", "getFullYear()", "getHours('+02:00')", "containsIP({0})",
        "all(x, {0})", "exists(x, {0})", "exists_one(x, {0})", "map(x, {0})", "map(x, {0}, {1})", "filter(x, {0})", "sortBy(x, {0})", "all(k, v, {0})",
        "transformList(k, v, {0})", "transformMap(k, v, {0})", "transformMapEntry(k, v, {{{0}: {1}}})", "optMap(x, {0})", "optFlatMap(x, {0})",
        "?a", "name", "`content-type`",
    ];

    private static readonly string[] Functions =
    [
        "size({0})", "int({0})", "uint({0})", "double({0})", "string({0})", "bytes({0})", "bool({0})", "timestamp({0})", "duration({0})", "dyn({0})", "type({0})",
        "has(input.tier)", "has({0}.name)", "math.greatest({0}, {1})", "math.least([{0}])", "math.abs({0})", "math.round({0})", "math.bitShiftLeft({0}, {1})",
        "lists.range({0})", "sets.contains({0}, {1})", "sets.equivalent([{0}], {1})", "base64.encode({0})", "base64.decode({0})", "strings.quote({0})",
        "isIP({0})", "optional.ofNonZeroValue({0})", "cel.bind(x, {0}, {1})", "cel.block([{0}, {1}], cel.index(0))", "matches({0}, {1})",
    ];

    private readonly Random _random = new(seed);

    public string Next() => Write(_random.Next(1, 6), []);

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];

    private string Write(int depth, string[] locals)
    {
        if (depth == 0 || _random.Next(8) == 0)
        {
            return locals.Length > 0 && _random.Next(2) == 0 ? Pick(locals) : Pick(Atoms);
        }

        return _random.Next(9) switch
        {
            0 or 1 or 2 => $"({Write(depth - 1, locals)} {Pick(Binary)} {Write(depth - 1, locals)})",
            3 => $"{Pick(["!", "-", "!!", "--"])}{Bracketed(depth - 1, locals)}",
            4 => $"{Bracketed(depth - 1, locals)} ? {Write(depth - 1, locals)} : {Write(depth - 1, locals)}",
            5 => $"{Bracketed(depth - 1, locals)}{Pick(["[", "[?"])}{Write(depth - 1, locals)}]",
            6 => Literal(depth, locals),
            7 => Fill(Pick(Functions), depth, [.. locals, "x"]),
            _ => $"{Bracketed(depth - 1, locals)}.{Fill(Pick(Methods), depth, [.. locals, "x", "k", "v"])}",
        };
    }

    private string Bracketed(int depth, string[] locals) => $"({Write(depth, locals)})";

    private string Fill(string form, int depth, string[] locals) =>
        string.Format(CultureInfo.InvariantCulture, form, Write(depth - 1, locals), Write(depth - 1, locals));

    private string Literal(int depth, string[] locals)
    {
        int count = _random.Next(4);
        bool map = _random.Next(2) == 0;
        var text = new StringBuilder(map ? "{" : "[");
        for (int i = 0; i < count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(_random.Next(8) == 0 ? "?" : "");
            text.Append(map ? Write(0, locals) + ": " : "").Append(Write(depth - 1, locals));
        }

        return text.Append(map ? '}' : ']').ToString();
    }
}
