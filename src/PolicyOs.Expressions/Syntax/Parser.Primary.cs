using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Syntax;

/// <summary>What an expression starts from: literals, names, and whatever stands in brackets.</summary>
internal sealed partial class Parser
{
    private Expr Primary()
    {
        Token token = Current;
        switch (token.Kind)
        {
            case TokenKind.Int or TokenKind.Uint or TokenKind.Double:
                return Number(token.Span.Start, negative: false);
            case TokenKind.String:
                _position++;
                return new Expr.Literal(NextId(), token.Span, CelValue.From((string)token.Content!));
            case TokenKind.Bytes:
                _position++;
                return new Expr.Literal(NextId(), token.Span, CelValue.From((byte[])token.Content!));
            case TokenKind.Identifier:
                return Name(token.Span.Start, rooted: false);
            case TokenKind.Keyword when !token.Is("in"):
                _position++;
                CelValue value = token.Is("null") ? CelValue.Null : CelValue.From(token.Is("true"));
                return new Expr.Literal(NextId(), token.Span, value);
            case TokenKind.Reserved:
                return Fail(token.Span, $"`{token.Text}` is a reserved word and no name");
            default:
                return Bracketed(token);
        }
    }

    private Expr Bracketed(in Token token)
    {
        if (Take("("))
        {
            Expr inner = Expression();
            Expect(")");
            return inner;
        }

        if (Take("["))
        {
            return ListLiteral(token.Span.Start);
        }

        if (Take("{"))
        {
            return MapLiteral(token.Span.Start);
        }

        if (Take("."))
        {
            return Current.Kind == TokenKind.Identifier
                ? Name(token.Span.Start, rooted: true)
                : Fail(Current.Span, $"expected a name after `.`, found {Describe(Current)}");
        }

        return Fail(token.Span, $"expected an expression, found {Describe(token)}");
    }

    private Expr Name(int start, bool rooted)
    {
        Token name = Current;
        _position++;
        if (!Take("("))
        {
            return new Expr.Identifier(NextId(), From(start), name.Text, rooted);
        }

        Expr[] arguments = Arguments();
        return Macros.Expand(new Expr.Call(NextId(), From(start), null, name.Text, name.Span, arguments, rooted), this);
    }

    private Expr Number(int start, bool negative)
    {
        Token token = Current;
        _position++;
        CelValue? value = NumberLiteral.Read(token, negative);
        return value is { } number
            ? new Expr.Literal(NextId(), From(start), number)
            : Fail(From(start), $"`{(negative ? "-" : "")}{token.Text}` is out of the range of {NumberLiteral.TypeOf(token)}");
    }

    /// <summary>The arguments up to the closing parenthesis; the opening one is read already.</summary>
    private Expr[] Arguments()
    {
        if (Take(")"))
        {
            return [];
        }

        List<Expr> arguments = [];
        do
        {
            arguments.Add(Expression());
        }
        while (Take(","));

        Expect(")");
        return [.. arguments];
    }

    private Expr.List ListLiteral(int start)
    {
        List<ListElement> elements = [];
        while (!Current.Is("]") && Current.Kind != TokenKind.End)
        {
            bool optional = Take("?");
            elements.Add(new ListElement(Expression(), optional));
            if (!Take(","))
            {
                break;
            }
        }

        Expect("]");
        return new Expr.List(NextId(), From(start), [.. elements]);
    }

    private Expr.Map MapLiteral(int start)
    {
        List<MapEntry> entries = [];
        while (!Current.Is("}") && Current.Kind != TokenKind.End)
        {
            bool optional = Take("?");
            Expr key = Expression();
            Expect(":");
            entries.Add(new MapEntry(key, Expression(), optional));
            if (!Take(","))
            {
                break;
            }
        }

        Expect("}");
        return new Expr.Map(NextId(), From(start), [.. entries]);
    }
}
