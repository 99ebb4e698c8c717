namespace PolicyOs.Json.Path.Syntax;

/// <summary>A place in a query's text, and the first thing found wrong with it.</summary>
internal sealed class TextCursor(string text)
{
    private int _nesting;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>The place, in UTF-16 units.</summary>
    public int Position { get; set; }

    /// <summary>What is wrong, after a reading method returned null or false.</summary>
    public JsonPathError? Error { get; private set; }

    /// <summary>Whether nothing is left.</summary>
    public bool AtEnd => Position == Text.Length;

    /// <summary>The character there; NUL, which no query holds outside of strings, at the end.</summary>
    public char Current => Position < Text.Length ? Text[Position] : '\0';

    /// <summary>Steps over a character if it is there.</summary>
    public bool TryTake(char character)
    {
        bool there = Current == character && !AtEnd;
        Position += there ? 1 : 0;
        return there;
    }

    /// <summary>Steps over characters if they are there.</summary>
    public bool TryTake(string characters)
    {
        bool there = string.CompareOrdinal(Text, Position, characters, 0, characters.Length) == 0;
        Position += there ? characters.Length : 0;
        return there;
    }

    /// <summary>Steps over a character that has to be there.</summary>
    public bool Expect(char character) => TryTake(character) || Fail($"expected `{character}`");

    /// <summary>Steps over white space: space, tab, line feed, carriage return.</summary>
    public void SkipSpace()
    {
        while (Current is ' ' or '\t' or '\n' or '\r')
        {
            Position++;
        }
    }

    /// <summary>Goes one level down; the parser calls itself that often.</summary>
    public bool Enter() => ++_nesting <= JsonPath.MaxNesting || Fail($"nested deeper than {JsonPath.MaxNesting} levels");

    /// <summary>Comes up again.</summary>
    public void Leave() => _nesting--;

    /// <summary>Notes what is wrong at a place, here when none is given.</summary>
    /// <returns>False.</returns>
    public bool Fail(string message, int? position = null)
    {
        Error ??= new(position ?? Position, AtEnd && position is null ? message + ", but the text ends" : message);
        return false;
    }

    /// <summary>As <see cref="Fail"/>, where a piece of syntax is returned.</summary>
    public T? Fail<T>(string message, int? position = null)
        where T : class
    {
        Fail(message, position);
        return null;
    }
}
