// A little above 300 lines: the grammar of one format is read in one place.
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PolicyOs.Mcp.Onboarding;

/// <summary>TOML 1.0 into JSON: what Codex keeps its configuration in. Dates and times become their text; everything else its own kind.</summary>
internal sealed class TomlReader
{
    private readonly string _text;
    private int _at;

    private TomlReader(string text) => _text = text.ReplaceLineEndings("\n");

    /// <summary>Reads a document.</summary>
    /// <exception cref="FormatException">It is no TOML; the message names the line.</exception>
    public static JsonObject Read(string text) => new TomlReader(text).Document();

    private JsonObject Document()
    {
        var root = new JsonObject();
        JsonObject table = root;
        while (true)
        {
            SkipBlank(lines: true);
            if (_at == _text.Length)
            {
                return root;
            }

            if (_text[_at] == '[')
            {
                table = Header(root);
            }
            else
            {
                Pair(table);
            }

            SkipBlank(lines: false);
            if (_at < _text.Length && _text[_at] != '\n')
            {
                throw Fault("more than one statement on a line");
            }
        }
    }

    private JsonObject Header(JsonObject root)
    {
        bool isArray = _text.AsSpan(_at).StartsWith("[[");
        _at += isArray ? 2 : 1;
        List<string> path = Key();
        Expect(isArray ? "]]" : "]");
        JsonObject parent = Descend(root, path[..^1]);
        if (!isArray)
        {
            return Descend(parent, [path[^1]]);
        }

        var table = new JsonObject();
        if (parent[path[^1]] is not JsonArray tables)
        {
            parent[path[^1]] = tables = [];
        }

        tables.Add((JsonNode)table);
        return table;
    }

    private void Pair(JsonObject table)
    {
        List<string> path = Key();
        Expect("=");
        JsonObject into = Descend(table, path[..^1]);
        if (into.ContainsKey(path[^1]))
        {
            throw Fault($"`{path[^1]}` is set twice");
        }

        into[path[^1]] = Value();
    }

    private JsonObject Descend(JsonObject from, List<string> path)
    {
        foreach (string name in path)
        {
            from = from[name] switch
            {
                null => (JsonObject)(from[name] = new JsonObject()),
                JsonObject table => table,
                JsonArray { Count: > 0 } tables when tables[^1] is JsonObject last => last,
                _ => throw Fault($"`{name}` is no table"),
            };
        }

        return from;
    }

    private List<string> Key()
    {
        var path = new List<string>();
        do
        {
            SkipBlank(lines: false);
            path.Add(Peek() is '"' or '\'' ? Text() : Bare());
            SkipBlank(lines: false);
        }
        while (Take("."));
        return path;
    }

    private string Bare()
    {
        int from = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] is '-' or '_'))
        {
            _at++;
        }

        return _at > from ? _text[from.._at] : throw Fault("a key is missing");
    }

    private JsonNode Value()
    {
        SkipBlank(lines: false);
        switch (Peek())
        {
            case '"' or '\'':
                return Text();
            case '[':
                return Array();
            case '{':
                return InlineTable();
            default:
                return Scalar();
        }
    }

    private JsonArray Array()
    {
        var values = new JsonArray();
        Expect("[");
        while (true)
        {
            SkipBlank(lines: true);
            if (Take("]"))
            {
                return values;
            }

            values.Add(Value());
            SkipBlank(lines: true);
            if (!Take(","))
            {
                Expect("]");
                return values;
            }
        }
    }

    private JsonObject InlineTable()
    {
        var table = new JsonObject();
        Expect("{");
        SkipBlank(lines: false);
        if (Take("}"))
        {
            return table;
        }

        do
        {
            Pair(table);
            SkipBlank(lines: false);
        }
        while (Take(","));
        Expect("}");
        return table;
    }

    private JsonNode Scalar()
    {
        int from = _at;
        while (_at < _text.Length && _text[_at] is not (',' or ']' or '}' or '#' or '\n'))
        {
            _at++;
        }

        string word = _text[from.._at].Trim();
        string digits = word.Replace("_", "", StringComparison.Ordinal);
        return word switch
        {
            "true" => true,
            "false" => false,
            _ when long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
            _ when digits.StartsWith("0x", StringComparison.Ordinal)
                && long.TryParse(digits.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long hex) => hex,
            _ when double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out double real) && double.IsFinite(real) => real,
            _ when word.Length > 0 && char.IsAsciiDigit(word[0]) && word.All(c => char.IsAsciiDigit(c) || c is 'T' or 't' or 'Z' or 'z' or ':' or '.' or '+' or '-' or ' ') => word,
            _ => throw Fault($"`{word}` is no value"),
        };
    }

    private string Text()
    {
        bool isLiteral = Peek() == '\'';
        string mark = isLiteral ? "'" : "\"";
        string triple = mark + mark + mark;
        bool isLong = _text.AsSpan(_at).StartsWith(triple);
        string end = isLong ? triple : mark;
        _at += end.Length;
        _ = isLong && Take("\n");
        var text = new StringBuilder();
        while (!_text.AsSpan(_at).StartsWith(end))
        {
            if (_at == _text.Length || (_text[_at] == '\n' && !isLong))
            {
                throw Fault("a string does not end");
            }

            if (_text[_at] == '\\' && !isLiteral)
            {
                Escape(text, isLong);
            }
            else
            {
                text.Append(_text[_at++]);
            }
        }

        _at += end.Length;
        return text.ToString();
    }

    private void Escape(StringBuilder text, bool isLong)
    {
        char escape = _at + 1 < _text.Length ? _text[_at + 1] : throw Fault("a string does not end");
        _at += 2;
        if (isLong && char.IsWhiteSpace(escape))
        {
            // A backslash at the end of a line takes the break and the indentation away.
            while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
            {
                _at++;
            }

            return;
        }

        int digits = escape switch { 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            bool isCode = _at + digits <= _text.Length
                & int.TryParse(_text.AsSpan(_at, Math.Min(digits, _text.Length - _at)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code);
            text.Append(isCode && Rune.IsValid(code) ? new Rune(code).ToString() : throw Fault("an escape is no character"));
            _at += digits;
            return;
        }

        text.Append(escape switch
        {
            'b' => '\b', 't' => '\t', 'n' => '\n', 'f' => '\f', 'r' => '\r', 'e' => '\e', '"' => '"', '\\' => '\\',
            _ => throw Fault($"`\\{escape}` is no escape"),
        });
    }

    private void SkipBlank(bool lines)
    {
        while (_at < _text.Length)
        {
            if (_text[_at] == '#')
            {
                int end = _text.IndexOf('\n', _at);
                _at = end < 0 ? _text.Length : end;
            }
            else if (_text[_at] is ' ' or '\t' || (lines && _text[_at] == '\n'))
            {
                _at++;
            }
            else
            {
                return;
            }
        }
    }

    private char Peek() => _at < _text.Length ? _text[_at] : '\0';

    private bool Take(string token)
    {
        bool isThere = _text.AsSpan(_at).StartsWith(token);
        _at += isThere ? token.Length : 0;
        return isThere;
    }

    private void Expect(string token)
    {
        SkipBlank(lines: false);
        if (!Take(token))
        {
            throw Fault($"`{token}` is missing");
        }
    }

    private FormatException Fault(string what) => new($"line {_text.AsSpan(0, Math.Min(_at, _text.Length)).Count('\n') + 1}: {what}");
}
