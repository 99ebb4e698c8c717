using System.Text.Json;
using PolicyOs.Contracts.Model;
using PolicyOs.Contracts.Syntax.Shapes;
using PolicyOs.Json.Numbers;

namespace PolicyOs.Contracts.Syntax;

/// <summary>A path with operators (spec 1.4); each list of the language takes some of them.</summary>
internal abstract class OperatorsSyntax : SyntaxNode
{
    internal static readonly string[] FullNames =
        ["equals", "exists", "type", "contains", "one_of", "regex", "gte", "lte", "length_gte", "length_lte", "equals_env"];

    internal Located<string>? Path { get; private protected set; }

    internal Located<JsonElement>? EqualTo { get; private set; }

    internal Located<bool>? Exists { get; private set; }

    internal Located<JsonType>? Type { get; private set; }

    internal Located<JsonElement>? Contains { get; private set; }

    internal SyntaxList<Located<JsonElement>> OneOf { get; private set; } = SyntaxList<Located<JsonElement>>.Absent;

    internal Located<string>? Regex { get; private set; }

    internal Located<JsonNumber>? AtLeast { get; private set; }

    internal Located<JsonNumber>? AtMost { get; private set; }

    internal Located<int>? LengthAtLeast { get; private set; }

    internal Located<int>? LengthAtMost { get; private set; }

    internal Located<string>? EqualsEnvironment { get; private set; }

    /// <summary>All operators but exact_match, ref and tolerance.</summary>
    private protected static ObjectShape<T> FullOperators<T>(ObjectShape<T> shape)
        where T : OperatorsSyntax, new() => Shared(shape)
            .Optional("equals", Is.Json, (s, v) => s.EqualTo = v, "deep equality, no coercion, 1 == 1.0")
            .Optional("exists", Is.Flag, (s, v) => s.Exists = v, "true: present and not null; false: absent or null")
            .Optional("contains", Is.Json, (s, v) => s.Contains = v, "substring, or array element by equals")
            .Optional("length_gte", Is.CountFromZero, (s, v) => s.LengthAtLeast = v, "length of a string in characters or of an array, inclusive")
            .Optional("length_lte", Is.CountFromZero, (s, v) => s.LengthAtMost = v, "length of a string in characters or of an array, inclusive")
            .Optional("equals_env", Is.Text, (s, v) => s.EqualsEnvironment = v, "equals this environment variable; unset fails")
            .NotHere("exact_match", "`exact_match` is an operator of argument_value_invariants only", "write `equals`")
            .NotHere("ref", "`ref` is an operator of argument_value_invariants only", help: null)
            .NotHere("tolerance", "`tolerance` is an operator of argument_value_invariants only", help: null);

    /// <summary>The operators that every list takes.</summary>
    private protected static ObjectShape<T> Shared<T>(ObjectShape<T> shape)
        where T : OperatorsSyntax, new() => shape
            .Optional("type", Words.JsonTypes, (s, v) => s.Type = v, "type of the value; 1.0 is an integer")
            .Optional("one_of", Is.ListOf(Is.Json, minimum: 1), (s, v) => s.OneOf = v, "equals any of these")
            .Optional("regex", Is.Text, (s, v) => s.Regex = v, "ECMA-262 with the u flag, searched; leading (?i) for any case")
            .Optional("gte", Is.Number, (s, v) => s.AtLeast = v, "inclusive, exact")
            .Optional("lte", Is.Number, (s, v) => s.AtMost = v, "inclusive, exact");
}
