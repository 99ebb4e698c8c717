using System.Diagnostics.CodeAnalysis;

namespace PolicyOs.Json.Schema;

/// <summary>The escapes of RFC 6901.</summary>
internal static class JsonPointer
{
    /// <summary>A name as a token.</summary>
    public static string Escape(string name) => name.AsSpan().IndexOfAny('~', '/') < 0
        ? name
        : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>The names of a pointer that is empty or begins with a slash; false where an escape is none.</summary>
    public static bool TrySplit(string pointer, [NotNullWhen(true)] out string[]? names)
    {
        names = null;
        if (pointer.Length > 0 && pointer[0] != '/')
        {
            return false;
        }

        for (int i = pointer.IndexOf('~', StringComparison.Ordinal); i >= 0; i = pointer.IndexOf('~', i + 1))
        {
            if (i + 1 >= pointer.Length || pointer[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        names = pointer.Length == 0
            ? []
            : [.. pointer[1..].Split('/').Select(token => token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
        return true;
    }
}
