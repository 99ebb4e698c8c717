using System.Collections.Concurrent;
using System.Globalization;

namespace PolicyOs.Json.Schema.Translation;

/// <summary>
/// The sets behind <c>\p{…}</c> (ECMA-262, tables 66 to 69): general categories from .NET; scripts and binary properties from
/// unicode-properties.txt, which unicode-properties.mjs writes from the Unicode Character Database that node carries.
/// </summary>
internal static class UnicodeProperties
{
    private static readonly ConcurrentDictionary<string, CodePointSet?> Cache = new(StringComparer.Ordinal);
    private static readonly Lazy<Dictionary<string, string>> Data = new(ReadData);

    /// <summary>The members of a property written as in <c>\p{…}</c>; null where there is no such property.</summary>
    /// <param name="name">What is before the <c>=</c>, or all of it.</param>
    /// <param name="value">What is after the <c>=</c>; null where there is none.</param>
    public static CodePointSet? Find(string name, string? value) =>
        Cache.GetOrAdd(value is null ? name : $"{name}={value}", static (_, part) => Build(part.name, part.value), (name, value));

    private static CodePointSet? Build(string name, string? value) => (name, value) switch
    {
        ("General_Category" or "gc", not null) => Category(value),
        ("Script" or "sc", not null) => Script("sc", value),
        ("Script_Extensions" or "scx", not null) => Script("scx", value) ?? Script("sc", value),
        (_, not null) => null,
        ("Any", _) => CodePointSet.All,
        ("Assigned", _) => Category("Cn")!.Complement(),
        _ => Category(name) ?? Stored(UnicodeNames.Binary.GetValueOrDefault(name, name)),
    };

    private static CodePointSet? Script(string property, string name) =>
        Stored($"{property}={UnicodeNames.Scripts.GetValueOrDefault(name, name)}");

    private static CodePointSet? Category(string name)
    {
        string code = UnicodeNames.Categories.GetValueOrDefault(name, name);
        UnicodeCategory[] wanted = [.. UnicodeNames.CategoryCodes
            .Where(pair => code == pair.Code || (code.Length == 1 && pair.Code[0] == code[0]) || (code == "LC" && pair.Code is "Lu" or "Ll" or "Lt"))
            .Select(pair => pair.Category)];
        if (wanted.Length == 0)
        {
            return null;
        }

        var ranges = new List<(int From, int To)>();
        int from = -1;
        for (int codePoint = 0; codePoint <= CodePointSet.Last + 1; codePoint++)
        {
            bool member = codePoint <= CodePointSet.Last && Array.IndexOf(wanted, CharUnicodeInfo.GetUnicodeCategory(codePoint)) >= 0;
            if (member && from < 0)
            {
                from = codePoint;
            }
            else if (!member && from >= 0)
            {
                ranges.Add((from, codePoint - 1));
                from = -1;
            }
        }

        return CodePointSet.Of(ranges);
    }

    private static CodePointSet? Stored(string key)
    {
        if (!Data.Value.TryGetValue(key, out string? text))
        {
            return null;
        }

        // Each entry is the gap since the last range, then the range's length where it is not one, in base 36.
        var ranges = new List<(int From, int To)>();
        int at = 0;
        foreach (string entry in text.Split(' '))
        {
            int dot = entry.IndexOf('.', StringComparison.Ordinal);
            int from = at + Base36(dot < 0 ? entry : entry.AsSpan(0, dot));
            at = from + (dot < 0 ? 1 : Base36(entry.AsSpan(dot + 1)));
            ranges.Add((from, at - 1));
        }

        return CodePointSet.Of(ranges);
    }

    private static int Base36(ReadOnlySpan<char> digits)
    {
        int value = 0;
        foreach (char digit in digits)
        {
            value = (value * 36) + (char.IsAsciiDigit(digit) ? digit - '0' : digit - 'a' + 10);
        }

        return value;
    }

    private static Dictionary<string, string> ReadData()
    {
        using Stream stream = typeof(UnicodeProperties).Assembly.GetManifestResourceStream("unicode-properties.txt")!;
        using var reader = new StreamReader(stream);
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            data[line[..colon]] = line[(colon + 1)..];
        }

        return data;
    }
}
