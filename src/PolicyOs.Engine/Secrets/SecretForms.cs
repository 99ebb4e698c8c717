using System.Buffers;
using System.Collections.Immutable;

namespace PolicyOs.Engine.Secrets;

/// <summary>The forms of spec 3.9. Forms, not guesses: what is merely long and random is no secret.</summary>
internal static class SecretForms
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static readonly SearchValues<char> Word = SearchValues.Create(Alphanumeric + "_");
    private static readonly SearchValues<char> Dashed = SearchValues.Create(Alphanumeric + "_-");
    private static readonly SearchValues<char> UpperDigits = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphanumeric);
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Alphanumeric + "+/=");
    private static readonly SearchValues<char> Token = SearchValues.Create(Alphanumeric + "-._~+/=");
    private static readonly SearchValues<char> Azure = SearchValues.Create(Alphanumeric + "-._~");
    private static readonly SearchValues<char> AuthorityEnd = SearchValues.Create(" \t\r\n/?#\"'<>");
    private static readonly SearchValues<char> Path = SearchValues.Create(Alphanumeric + "/_-");

    public static readonly ImmutableArray<SecretForm> All =
    [
        new("private_key", "PRIVATE KEY-----", IgnoreCase: false, PrivateKey),
        .. Prefixes("aws_access_key", ["AKIA", "ASIA", "ABIA", "ACCA"], UpperDigits, 16, 16),
        SecretForm.Prefixed("gcp_api_key", "AIza", Dashed, 35, 35),
        SecretForm.Prefixed("gcp_access_token", "ya29.", Dashed, 20),
        new("azure_account_key", "AccountKey=", IgnoreCase: true, static (text, mark) => After(text, mark, "AccountKey=".Length, Base64, 40)),
        new("azure_client_secret", "Q~", IgnoreCase: false, AzureSecret),
        .. Prefixes("github_token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], Letters, 36, int.MaxValue),
        SecretForm.Prefixed("github_token", "github_pat_", Word, 22),
        .. Prefixes("slack_token", ["xoxa-", "xoxb-", "xoxe-", "xoxp-", "xoxr-", "xoxs-", "xapp-"], Dashed, 10, int.MaxValue),
        SecretForm.Prefixed("slack_webhook", "hooks.slack.com/services/T", Path, 20),
        .. Prefixes("stripe_key", ["sk_live_", "sk_test_", "rk_live_", "rk_test_"], Letters, 16, int.MaxValue),
        SecretForm.Prefixed("stripe_webhook_secret", "whsec_", Base64, 24),
        SecretForm.Prefixed("anthropic_key", "sk-ant-", Dashed, 20),
        .. Prefixes("openai_key", ["sk-proj-", "sk-svcacct-", "sk-admin-"], Dashed, 20, int.MaxValue),
        SecretForm.Prefixed("openai_key", "sk-", Letters, 20),
        new("jwt", "eyJ", IgnoreCase: false, Jwt),
        new("bearer_token", "bearer ", IgnoreCase: true, Bearer),
        new("connection_string", "://", IgnoreCase: false, UrlPassword),
        new("connection_string", "password", IgnoreCase: true, static (text, mark) => Assigned(text, mark, "password".Length)),
        new("connection_string", "pwd", IgnoreCase: true, static (text, mark) => Assigned(text, mark, "pwd".Length)),
    ];

    /// <summary>Finds out quickly that a text holds no mark at all.</summary>
    public static readonly SearchValues<string> Marks = SearchValues.Create([.. All.Select(static f => f.Mark).Distinct()], StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<SecretForm> Prefixes(string kind, string[] prefixes, SearchValues<char> run, int atLeast, int atMost) =>
        prefixes.Select(prefix => SecretForm.Prefixed(kind, prefix, run, atLeast, atMost));

    private static (int Start, int Length) After(ReadOnlySpan<char> text, int mark, int prefix, SearchValues<char> run, int atLeast)
    {
        int length = SecretForm.Run(text[(mark + prefix)..], run);
        return length < atLeast ? default : (mark, prefix + length);
    }

    private static (int Start, int Length) PrivateKey(ReadOnlySpan<char> text, int mark)
    {
        int begin = text[..mark].LastIndexOf("-----BEGIN ", StringComparison.Ordinal);
        if (begin < 0 || mark - begin > 40)
        {
            return default;
        }

        int end = text[mark..].IndexOf("-----END ", StringComparison.Ordinal);
        int tail = end < 0 ? -1 : text[(mark + end + 9)..].IndexOf("-----", StringComparison.Ordinal);
        return (begin, (tail < 0 ? text.Length : mark + end + 9 + tail + 5) - begin);
    }

    // Microsoft Entra client secrets: three characters, a digit, Q~ and 31 to 34 more.
    private static (int Start, int Length) AzureSecret(ReadOnlySpan<char> text, int mark)
    {
        int start = mark - 4;
        if (start < 0 || !char.IsAsciiDigit(text[mark - 1]) || text[start..(mark - 1)].ContainsAnyExcept(Azure)
            || (start > 0 && Azure.Contains(text[start - 1])))
        {
            return default;
        }

        int length = SecretForm.Run(text[(mark + 2)..], Azure);
        return length is >= 31 and <= 34 ? (start, 6 + length) : default;
    }

    // RFC 7519: three base64url parts with dots, the first two JSON objects.
    private static (int Start, int Length) Jwt(ReadOnlySpan<char> text, int mark)
    {
        if (mark > 0 && Dashed.Contains(text[mark - 1]))
        {
            return default;
        }

        int header = SecretForm.Run(text[mark..], Dashed);
        int at = mark + header;
        if (header < 10 || at + 4 > text.Length || !text[at..].StartsWith(".eyJ", StringComparison.Ordinal))
        {
            return default;
        }

        int payload = SecretForm.Run(text[(at + 1)..], Dashed);
        at += 1 + payload;
        return at < text.Length && text[at] == '.' ? (mark, at + 1 + SecretForm.Run(text[(at + 1)..], Dashed) - mark) : default;
    }

    private static (int Start, int Length) Bearer(ReadOnlySpan<char> text, int mark)
    {
        if (mark > 0 && char.IsAsciiLetterOrDigit(text[mark - 1]))
        {
            return default;
        }

        int start = mark + "bearer ".Length;
        start += text[start..].IndexOfAnyExcept(' ') is > 0 and int spaces ? spaces : 0;
        int length = SecretForm.Run(text[start..], Token);
        return length < 20 ? default : (mark, start + length - mark);
    }

    // RFC 3986 userinfo: scheme://user:password@host.
    private static (int Start, int Length) UrlPassword(ReadOnlySpan<char> text, int mark)
    {
        int start = mark;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '.' or '-'))
        {
            start--;
        }

        ReadOnlySpan<char> rest = text[(mark + 3)..];
        int end = rest.IndexOfAny(AuthorityEnd);
        ReadOnlySpan<char> authority = end < 0 ? rest : rest[..end];
        int at = authority.LastIndexOf('@');
        int colon = at < 0 ? -1 : authority[..at].IndexOf(':');
        return start < mark && colon >= 0 && at - colon > 1 ? (start, mark + 3 + authority.Length - start) : default;
    }

    // ADO.NET and ODBC: key=value pairs with semicolons, one of which is a password.
    private static (int Start, int Length) Assigned(ReadOnlySpan<char> text, int mark, int name)
    {
        if ((mark > 0 && char.IsAsciiLetterOrDigit(text[mark - 1])) || text.Count('=') < 2 || !text.Contains(';'))
        {
            return default;
        }

        ReadOnlySpan<char> rest = text[(mark + name)..];
        int equals = rest.IndexOf('=');
        if (equals < 0 || !rest[..equals].IsWhiteSpace())
        {
            return default;
        }

        int end = rest.IndexOf(';');
        int stop = end < 0 ? rest.Length : end;
        return stop > equals + 1 && !rest[(equals + 1)..stop].IsWhiteSpace() ? (mark, name + stop) : default;
    }
}
