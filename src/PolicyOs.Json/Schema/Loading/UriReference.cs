namespace PolicyOs.Json.Schema.Loading;

/// <summary>A URI reference in its five parts (RFC 3986, appendix B). Null parts are absent, empty ones are there.</summary>
internal sealed record UriReference(string? Scheme, string? Authority, string Path, string? Query, string? Fragment)
{
    public static UriReference Parse(string text)
    {
        string? fragment = Cut(ref text, '#');
        string? query = Cut(ref text, '?');
        string? scheme = null;
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && char.IsAsciiLetter(text[0]) && text.AsSpan(0, colon).IndexOfAnyExcept(SchemeLetters) < 0)
        {
            scheme = text[..colon];
            text = text[(colon + 1)..];
        }

        string? authority = null;
        if (text.StartsWith("//", StringComparison.Ordinal))
        {
            int slash = text.IndexOf('/', 2);
            authority = slash < 0 ? text[2..] : text[2..slash];
            text = slash < 0 ? "" : text[slash..];
        }

        return new UriReference(scheme, authority, text, query, fragment);
    }

    /// <summary>The reference seen from a base (RFC 3986, 5.2.2).</summary>
    public UriReference ResolveAgainst(UriReference origin)
    {
        if (Scheme is not null)
        {
            return this with { Path = RemoveDots(Path) };
        }

        if (Authority is not null)
        {
            return this with { Scheme = origin.Scheme, Path = RemoveDots(Path) };
        }

        UriReference target = this with { Scheme = origin.Scheme, Authority = origin.Authority };
        if (Path.Length == 0)
        {
            return target with { Path = origin.Path, Query = Query ?? origin.Query };
        }

        return target with { Path = RemoveDots(Path[0] == '/' ? Path : Merge(origin)) };
    }

    /// <summary>The URI without its fragment, by which documents are known.</summary>
    public string WithoutFragment() =>
        string.Concat(Scheme is null ? "" : Scheme + ":", Authority is null ? "" : "//" + Authority, Path, Query is null ? "" : "?" + Query);

    private static ReadOnlySpan<char> SchemeLetters => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.";

    private static string? Cut(ref string text, char mark)
    {
        int at = text.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string rest = text[(at + 1)..];
        text = text[..at];
        return rest;
    }

    private string Merge(UriReference origin) =>
        origin.Authority is not null && origin.Path.Length == 0 ? "/" + Path : origin.Path[..(origin.Path.LastIndexOf('/') + 1)] + Path;

    private static string RemoveDots(string path)
    {
        if (!path.Contains("/.", StringComparison.Ordinal) && !path.StartsWith('.'))
        {
            return path;
        }

        var kept = new List<string>();
        string[] segments = path.Split('/');
        for (int i = 0; i < segments.Length; i++)
        {
            bool last = i == segments.Length - 1;
            switch (segments[i])
            {
                case ".." when kept.Count > (path[0] == '/' ? 1 : 0):
                    kept.RemoveAt(kept.Count - 1);
                    break;
                case ".." or ".":
                    break;
                default:
                    kept.Add(segments[i]);
                    continue;
            }

            if (last)
            {
                kept.Add("");
            }
        }

        return string.Join('/', kept);
    }
}
