using System.Buffers;
using System.Text.Json;

namespace PolicyOs.Gateway.Sessions;

/// <summary>The name that a host application gives a session (spec 3.3).</summary>
internal static class SessionHandle
{
    /// <summary>The key of <c>_meta</c> that it stands under.</summary>
    public const string MetaKey = "policyos/session";

    /// <summary>The HTTP header that it stands in.</summary>
    public const string Header = "Policyos-Session-Id";

    private static readonly SearchValues<char> s_allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>22 to 128 characters, so many that none is guessed.</summary>
    public static bool IsValid(string handle) => handle.Length is >= 22 and <= 128 && !handle.AsSpan().ContainsAnyExcept(s_allowed);

    /// <summary>Reads the handle of a request's params; the error says what is wrong with it.</summary>
    public static (string? Handle, string? Error) Read(JsonElement? parameters)
    {
        if (parameters is not { } p || !p.TryGetProperty("_meta"u8, out JsonElement meta) || meta.ValueKind != JsonValueKind.Object
            || !meta.TryGetProperty("policyos/session"u8, out JsonElement value))
        {
            return (null, null);
        }

        return value.ValueKind == JsonValueKind.String && IsValid(value.GetString()!)
            ? (value.GetString(), null)
            : (null, "`_meta[\"policyos/session\"]` must be 22 to 128 characters of A-Z a-z 0-9 _ -");
    }
}
