using System.Buffers;

namespace PolicyOs.Expressions.Syntax;

/// <summary>Splits a source into tokens (language definition, "Syntax"). The first error ends the list.</summary>
internal ref struct Lexer(string source)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_";
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(Letters + "0123456789");
    private static readonly SearchValues<char> QuotedCharacters = SearchValues.Create(Letters + "0123456789.-/ ");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly HashSet<string> Keywords = new(["true", "false", "null", "in"], StringComparer.Ordinal);

    private static readonly HashSet<string> ReservedNames = new(
        [
            "as", "break", "const", "continue", "else", "for", "function", "if", "import",
            "let", "loop", "package", "namespace", "return", "var", "void", "while",
        ],
        StringComparer.Ordinal);

    /// <summary>Longer symbols first, so that the first that fits is the right one.</summary>
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    private readonly List<Token> _tokens = [];
    private int _position;
    private SyntaxError? _error;

    /// <summary>The tokens, an End last; or the error.</summary>
    public static (Token[] Tokens, SyntaxError? Error) Read(string source)
    {
        var lexer = new Lexer(source);
        while (lexer._error is null && lexer.SkipSpace())
        {
            lexer.ReadToken();
        }

        lexer._tokens.Add(new Token(TokenKind.End, new SourceSpan(source.Length, 0), ""));
        return ([.. lexer._tokens], lexer._error);
    }

    private readonly ReadOnlySpan<char> Rest => source.AsSpan(_position);

    private readonly char Peek(int ahead = 0) => _position + ahead < source.Length ? source[_position + ahead] : '\0';

    /// <summary>False at the end of the source.</summary>
    private bool SkipSpace()
    {
        while (_position < source.Length)
        {
            if (Rest.StartsWith("//"))
            {
                int end = Rest.IndexOf('\n');
                _position = end < 0 ? source.Length : _position + end;
            }
            else if (Peek() is ' ' or '\t' or '\n' or '\f' or '\r')
            {
                _position++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private void ReadToken()
    {
        char first = Peek();
        if (StringLiteral.PrefixLength(Rest) is { } prefix)
        {
            ReadString(prefix);
        }
        else if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Peek(1))))
        {
            ReadNumber();
        }
        else if (NameCharacters.Contains(first))
        {
            int length = Run(NameCharacters, 0);
            string name = source.Substring(_position, length);
            Add(Keywords.Contains(name) ? TokenKind.Keyword : ReservedNames.Contains(name) ? TokenKind.Reserved : TokenKind.Identifier, length);
        }
        else if (first == '`')
        {
            ReadQuotedName();
        }
        else
        {
            ReadSymbol();
        }
    }

    private void ReadSymbol()
    {
        foreach (string symbol in Symbols)
        {
            if (Rest.StartsWith(symbol, StringComparison.Ordinal))
            {
                Add(TokenKind.Symbol, symbol.Length);
                return;
            }
        }

        string? help = Peek() switch
        {
            '=' => "equality is `==`",
            '&' => "and is `&&`",
            '|' => "or is `||`",
            _ => null,
        };
        int width = char.IsHighSurrogate(Peek()) ? 2 : 1;
        Fail(_position, Math.Min(width, Rest.Length), $"`{Rest[..Math.Min(width, Rest.Length)]}` is no part of an expression", help);
    }

    private void ReadQuotedName()
    {
        int length = Run(QuotedCharacters, 1);
        if (length == 0 || Peek(length + 1) != '`')
        {
            Fail(_position, 1, "a name in backticks holds letters, digits, `_`, `.`, `-`, `/` and spaces, and ends with a backtick");
            return;
        }

        string name = source.Substring(_position + 1, length);
        _tokens.Add(new Token(TokenKind.QuotedIdentifier, new SourceSpan(_position, length + 2), name));
        _position += length + 2;
    }

    private void ReadNumber()
    {
        if (Peek() == '0' && Peek(1) is 'x' or 'X')
        {
            int hex = Run(HexDigits, 2);
            AddNumber(hex == 0 ? TokenKind.End : TokenKind.Int, 2 + hex);
            return;
        }

        TokenKind kind = TokenKind.Int;
        int length = Run(Digits, 0);
        if (Peek(length) == '.' && char.IsAsciiDigit(Peek(length + 1)))
        {
            kind = TokenKind.Double;
            length += 1 + Run(Digits, length + 1);
        }

        if (Peek(length) is 'e' or 'E')
        {
            int sign = Peek(length + 1) is '+' or '-' ? 1 : 0;
            int digits = Run(Digits, length + 1 + sign);
            kind = digits == 0 ? TokenKind.End : TokenKind.Double;
            length += 1 + sign + digits;
        }

        AddNumber(kind, length);
    }

    /// <summary>Adds a number with its suffix; <see cref="TokenKind.End"/> stands for one that is cut short.</summary>
    private void AddNumber(TokenKind kind, int length)
    {
        if (kind == TokenKind.Int && Peek(length) is 'u' or 'U')
        {
            kind = TokenKind.Uint;
            length++;
        }

        if (kind == TokenKind.End || NameCharacters.Contains(Peek(length)))
        {
            int all = length + Run(NameCharacters, length);
            Fail(_position, all, $"`{Rest[..all]}` is no number");
            return;
        }

        Add(kind, length);
    }

    private void ReadString(int prefix)
    {
        StringLiteral literal = StringLiteral.Read(source, _position, prefix);
        if (literal.Error is { } error)
        {
            _error = error;
            return;
        }

        var span = new SourceSpan(_position, literal.End - _position);
        _tokens.Add(new Token(literal.Content is byte[] ? TokenKind.Bytes : TokenKind.String, span, "", literal.Content));
        _position = literal.End;
    }

    private readonly int Run(SearchValues<char> characters, int from)
    {
        if (_position + from >= source.Length)
        {
            return 0;
        }

        ReadOnlySpan<char> rest = source.AsSpan(_position + from);
        int end = rest.IndexOfAnyExcept(characters);
        return end < 0 ? rest.Length : end;
    }

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, new SourceSpan(_position, length), source.Substring(_position, length)));
        _position += length;
    }

    private void Fail(int start, int length, string message, string? help = null) =>
        _error = new SyntaxError(new SourceSpan(start, length), message, help);
}
