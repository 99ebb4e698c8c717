using System.Globalization;

namespace PolicyOs.Json.Schema.Translation;

/// <summary>The pattern's text and the place reached in it.</summary>
internal sealed class PatternReader(string text)
{
    public int Position { get; private set; }

    public bool AtEnd => Position >= text.Length;

    /// <summary>The next UTF-16 unit; NUL at the end, where <see cref="AtEnd"/> tells the difference.</summary>
    public char Peek => AtEnd ? '\0' : text[Position];

    public bool LookingAt(string expected) => string.CompareOrdinal(text, Position, expected, 0, expected.Length) == 0;

    public bool Take(string expected)
    {
        bool there = LookingAt(expected);
        Position += there ? expected.Length : 0;
        return there;
    }

    public bool Take(char expected)
    {
        bool there = !AtEnd && text[Position] == expected;
        Position += there ? 1 : 0;
        return there;
    }

    /// <summary>The next code point; half a surrogate pair on its own is one.</summary>
    public int Next()
    {
        if (AtEnd)
        {
            throw Error("the pattern ends in the middle");
        }

        int codePoint = char.IsSurrogatePair(text, Position) ? char.ConvertToUtf32(text, Position) : text[Position];
        Position += codePoint > 0xFFFF ? 2 : 1;
        return codePoint;
    }

    /// <summary>Exactly <paramref name="count"/> hexadecimal digits.</summary>
    public int? Hex(int count)
    {
        if (Position + count > text.Length
            || !int.TryParse(text.AsSpan(Position, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value))
        {
            return null;
        }

        Position += count;
        return value;
    }

    /// <summary>Decimal digits, held at <see cref="int.MaxValue"/>; null where there is none.</summary>
    public int? Digits()
    {
        int start = Position;
        long value = 0;
        for (; char.IsAsciiDigit(Peek); Position++)
        {
            value = Math.Min(int.MaxValue, (value * 10) + Peek - '0');
        }

        return Position > start ? (int)value : null;
    }

    /// <summary>The text up to <paramref name="end"/>, which is passed.</summary>
    public string Until(char end)
    {
        int at = text.IndexOf(end, Position);
        if (at < 0)
        {
            throw Error($"a `{end}` is missing");
        }

        string part = text[Position..at];
        Position = at + 1;
        return part;
    }

    public void Back(int position) => Position = position;

    public PatternSyntaxException Error(string message) => new(Position, message);
}
