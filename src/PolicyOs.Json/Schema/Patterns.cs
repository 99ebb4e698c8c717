using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using PolicyOs.Json.Schema.Translation;

namespace PolicyOs.Json.Schema;

/// <summary>
/// The one place where regular expressions are built: read as ECMA-262 with the u flag (or I-Regexp), by code point, and run on .NET's
/// linear-time engine; where the caller allows it, patterns that engine cannot take run with backtracking under limits.
/// Groups repeated by a quantifier keep their last capture, where ECMA-262 forgets it; only a back reference can tell.
/// </summary>
public static class Patterns
{
    /// <summary>The longest pattern, in UTF-16 units.</summary>
    public const int MaxLength = 16 * 1024;

    /// <summary>The most places of a pattern whose counted repetitions are written out, above which it is not linear.</summary>
    public const int MaxLinearSize = 10_000;

    /// <summary>Builds a pattern.</summary>
    /// <param name="text">The pattern as written.</param>
    /// <param name="pattern">The pattern, where it is one and may be run.</param>
    /// <param name="problem">Else why not: lower case, without a full stop.</param>
    /// <param name="syntax">The language it is written in.</param>
    /// <param name="allowBacktracking">Whether a pattern with lookaround, back reference or huge counts is taken too.</param>
    public static bool TryCompile(
        string text,
        [NotNullWhen(true)] out Pattern? pattern,
        [NotNullWhen(false)] out string? problem,
        PatternSyntax syntax = PatternSyntax.Ecma,
        bool allowBacktracking = false)
    {
        pattern = null;
        if (!TryParse(text, syntax, out ParsedPattern? parsed, out problem))
        {
            return false;
        }

        string? backtracksFor = parsed.Look ?? (PatternWriter.Size(parsed.Root) > MaxLinearSize ? "a repetition of so many places" : null);
        if (backtracksFor is not null && !allowBacktracking)
        {
            problem = $"{backtracksFor} cannot run in linear time; write the pattern without it";
            return false;
        }

        if (Alphabet.For(parsed) is not { } alphabet)
        {
            problem = "the pattern tells too many characters beyond ASCII apart";
            return false;
        }

        pattern = new Pattern(text, () => Build(parsed, alphabet, backtracksFor is null), alphabet, ByteChain.For(parsed), backtracksFor);
        return true;
    }

    /// <summary>Whether a text is a pattern at all, without building it.</summary>
    public static bool IsPattern(string text, PatternSyntax syntax) => TryParse(text, syntax, out _, out _);

    private static bool TryParse(string text, PatternSyntax syntax, [NotNullWhen(true)] out ParsedPattern? parsed, [NotNullWhen(false)] out string? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        parsed = null;
        problem = null;
        if (text.Length > MaxLength)
        {
            problem = $"the pattern is longer than {MaxLength} characters";
            return false;
        }

        try
        {
            parsed = PatternParser.Parse(text, syntax);
            return true;
        }
        catch (PatternSyntaxException error)
        {
            problem = string.Create(CultureInfo.InvariantCulture, $"at {error.Position}: {error.Message}");
            return false;
        }
    }

    private static Regex Build(ParsedPattern parsed, Alphabet alphabet, bool linear)
    {
        string written = PatternWriter.Write(parsed.Root, alphabet, parsed.HasBackReference);
#pragma warning disable RS0030 // This is the factory the ban points to.
        return linear
            ? new Regex(written, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout)
            : new Regex(written, RegexOptions.CultureInvariant, Pattern.BacktrackingLimit);
#pragma warning restore RS0030
    }
}
