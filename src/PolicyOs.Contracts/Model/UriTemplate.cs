using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace PolicyOs.Contracts.Model;

/// <summary>
/// A resource pattern: RFC 6570 level 1 read backwards. A variable matches one segment or a part of it, raw: at least one character,
/// no <c>/</c>, no <c>?</c> or <c>#</c>, no encoded slash or backslash, no control character, and not <c>.</c> or <c>..</c> (spec 1.2).
/// </summary>
public sealed class UriTemplate
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.");

    /// <summary>Texts around the variables: one more than there are variables.</summary>
    private readonly ImmutableArray<string> _literals;

    private UriTemplate(string text, ImmutableArray<string> literals) => (Text, _literals) = (text, literals);

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>Whether it has variables; without, it matches itself only.</summary>
    public bool HasVariables => _literals.Length > 1;

    /// <summary>Reads a template that is known to be one.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static UriTemplate Parse(string text) =>
        TryParse(text, out UriTemplate? template, out string? problem) ? template : throw new FormatException(problem);

    /// <summary>Reads a template.</summary>
    /// <param name="text">As written.</param>
    /// <param name="template">The template, where it is one.</param>
    /// <param name="problem">Else why not: lower case, without a full stop.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out UriTemplate? template, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        template = null;
        var literals = ImmutableArray.CreateBuilder<string>();
        ReadOnlySpan<char> rest = text;
        while (true)
        {
            int open = rest.IndexOfAny('{', '}');
            if (open < 0)
            {
                literals.Add(rest.ToString());
                break;
            }

            int close = rest.IndexOf('}');
            problem = rest[open] == '}' || close < 0 ? "a brace has no partner" : Problem(rest[(open + 1)..close], rest[..open], literals.Count);
            if (problem is not null)
            {
                return false;
            }

            literals.Add(rest[..open].ToString());
            rest = rest[(close + 1)..];
        }

        bool hasScheme = literals[0].AsSpan().IndexOf(':') > 0;
        problem = hasScheme ? null : "it must start with a scheme, not a variable";
        template = hasScheme ? new UriTemplate(text, literals.ToImmutable()) : null;
        return hasScheme;
    }

    /// <summary>Whether a URI is one of those that the pattern describes.</summary>
    public bool IsMatch(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        if (!HasVariables)
        {
            return string.Equals(uri, _literals[0], StringComparison.Ordinal);
        }

        if (!uri.StartsWith(_literals[0], StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = uri.AsSpan(_literals[0].Length);
        for (int i = 1; i < _literals.Length; i++)
        {
            string literal = _literals[i];
            int end = i == _literals.Length - 1
                ? (rest.EndsWith(literal, StringComparison.Ordinal) ? rest.Length - literal.Length : -1)
                : (rest.Length > 1 ? rest[1..].IndexOf(literal, StringComparison.Ordinal) + 1 : 0);
            if (end < 1 || !IsValue(rest[..end]))
            {
                return false;
            }

            rest = rest[(end + literal.Length)..];
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string? Problem(ReadOnlySpan<char> name, ReadOnlySpan<char> before, int number) => name switch
    {
        [] => "a variable has no name",
        _ when name.ContainsAnyExcept(NameCharacters) => $"`{{{name}}}` is not level 1: only a name may stand in braces",
        _ when number > 0 && before.IsEmpty => "two variables need something between them",
        _ => null,
    };

    private static bool IsValue(ReadOnlySpan<char> value)
    {
        foreach (char c in value)
        {
            if (c is '/' or '\\' or '?' or '#' || char.IsControl(c))
            {
                return false;
            }
        }

        return !HasForbiddenEscape(value) && !IsDots(value);
    }

    private static bool HasForbiddenEscape(ReadOnlySpan<char> value)
    {
        for (int at = value.IndexOf('%'); at >= 0; at = value[(at + 1)..].IndexOf('%') is >= 0 and var next ? at + 1 + next : -1)
        {
            if (at + 2 >= value.Length || !byte.TryParse(value.Slice(at + 1, 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out byte code)
                || code is (byte)'/' or (byte)'\\' or < 0x20 or 0x7F)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>.</c> or <c>..</c>, however it is encoded: a server may decode before it walks.</summary>
    private static bool IsDots(ReadOnlySpan<char> value)
    {
        if (value.Length > "%2e%2e".Length)
        {
            return false;
        }

        string plain = value.ToString().Replace("%2e", ".", StringComparison.OrdinalIgnoreCase);
        return plain is "." or "..";
    }
}
