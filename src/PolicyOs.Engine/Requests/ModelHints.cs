using System.Text.Json;

namespace PolicyOs.Engine.Requests;

/// <summary>The names of models that a request for sampling hints at (MCP specification, sampling, model preferences).</summary>
internal static class ModelHints
{
    /// <summary>The names, in order.</summary>
    public static IEnumerable<string> Of(JsonElement? parameters) =>
        parameters is { ValueKind: JsonValueKind.Object } request
        && request.TryGetProperty("modelPreferences"u8, out JsonElement preferences) && preferences.ValueKind == JsonValueKind.Object
        && preferences.TryGetProperty("hints"u8, out JsonElement hints) && hints.ValueKind == JsonValueKind.Array
            ? hints.EnumerateArray().Select(Name).OfType<string>()
            : [];

    /// <summary>Whether a name is a model's own or that of one of its versions.</summary>
    public static bool IsOf(string name, string model) =>
        name.StartsWith(model, StringComparison.OrdinalIgnoreCase) && (name.Length == model.Length || name[model.Length] is '-' or '@' or ':');

    /// <summary>Whether a name says which version is meant: by a date, a revision of three digits or more, or after an <c>@</c>.</summary>
    public static bool IsPinned(string name)
    {
        string[] parts = name.Split('-', '@', ':');
        string last = parts[^1];
        bool isDate = parts is [.., { Length: 4 } year, { Length: 2 } month, { Length: 2 }] && IsNumber(year) && IsNumber(month);
        bool isAfterAt = name.Contains('@', StringComparison.Ordinal) && last.Length > 0 && !last.Equals("latest", StringComparison.OrdinalIgnoreCase);
        return isAfterAt || (IsNumber(last) && (last.Length >= 3 || isDate));
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static string? Name(JsonElement hint) =>
        hint.ValueKind == JsonValueKind.Object && hint.TryGetProperty("name"u8, out JsonElement name) && name.ValueKind == JsonValueKind.String ? name.GetString() : null;
}
