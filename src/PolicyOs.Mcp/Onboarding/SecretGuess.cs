using System.Text.RegularExpressions;
using PolicyOs.Engine.Secrets;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>Which values of a client's configuration may be written into a bundle: those that are plainly no secret. In doubt a value is one.</summary>
internal static partial class SecretGuess
{
    /// <summary>Whether a variable's or header's value may be copied.</summary>
    public static bool IsPlain(string name, string value) => !SecretName().IsMatch(name) && SecretText.KindOf(value) is null && (value.Length == 0 || Harmless().IsMatch(value));

    /// <summary>Whether an argument may be copied: most are paths, names and switches, so only what looks like a secret is not.</summary>
    public static bool IsPlainArgument(string argument) =>
        SecretText.KindOf(argument) is null && !SecretSwitch().IsMatch(argument) && !(LongRun().IsMatch(argument) && !argument.Contains('/', StringComparison.Ordinal));

    /// <summary>Whether what follows an argument is a secret: <c>--token</c>.</summary>
    public static bool AnnouncesSecret(string argument) => argument.StartsWith('-') && !argument.Contains('=', StringComparison.Ordinal) && SecretName().IsMatch(argument);

    /// <summary>Whether an address may be copied: no user, no password, no query that could hold a key.</summary>
    public static bool IsPlainUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? uri) && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && SecretText.KindOf(url) is null && !LongRun().IsMatch(url);

    [GeneratedRegex("key|token|secret|passw|passphrase|pwd|credential|auth|cookie|session|signature|private|dsn|connection|webhook|(^|[_-])pat($|[_-])", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretName();

    // Switches, small numbers, words, paths and addresses without user or query.
    [GeneratedRegex("""^(true|false|[0-9]{1,6}|[a-zA-Z][a-zA-Z_.,:-]{0,31}|(\.{0,2}|~|[A-Za-z]:)[/\\][^\s"'=@?&]{0,300}|https?://[^\s@?#]{1,200})$""", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Harmless();

    [GeneratedRegex("^--?[a-z-]*(key|token|secret|passw|pwd|credential|auth|cookie)[a-z-]*=.+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex SecretSwitch();

    // Letters and digits mixed without a break, longer than any word.
    [GeneratedRegex("[A-Za-z0-9+_-]{32,}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex LongRun();
}
