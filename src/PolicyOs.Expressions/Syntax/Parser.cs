using System.Globalization;
using PolicyOs.Expressions.Values;

namespace PolicyOs.Expressions.Syntax;

/// <summary>
/// Recursive descent over the grammar of the language definition, "Syntax". The first error moves the reader to the end, so that every
/// rule runs out and nothing unwinds by exception.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Above this the stages that recurse over the tree could need more stack than a thread has.</summary>
    private const int DepthCeiling = 250;

    private readonly Token[] _tokens;
    private readonly int _maxDepth;
    private int _position;
    private int _depth;
    private int _nextId;
    private SyntaxError? _error;

    private Parser(Token[] tokens, int maxDepth)
    {
        _tokens = tokens;
        _maxDepth = Math.Min(maxDepth, DepthCeiling);
    }

    public static ParsedSource Parse(string source, CelLimits limits)
    {
        if (source.Length > limits.MaxSourceLength)
        {
            return Failed(new SyntaxError(default, string.Create(CultureInfo.InvariantCulture,
                $"the expression is {source.Length} characters long; at most {limits.MaxSourceLength} are read")));
        }

        (Token[] tokens, SyntaxError? lexical) = Lexer.Read(source);
        if (lexical is not null)
        {
            return Failed(lexical);
        }

        var parser = new Parser(tokens, limits.MaxDepth);
        Expr root = parser.Expression();
        parser.ExpectEnd();
        return new ParsedSource(root, parser._nextId, parser._error);
    }

    private Token Current => _tokens[_position];

    internal int NextId() => _nextId++;

    /// <summary>Notes the first error and moves to the end.</summary>
    internal Expr Fail(SourceSpan span, string message, string? help = null)
    {
        _error ??= new SyntaxError(span, message, help);
        _position = _tokens.Length - 1;
        return Nothing(span);
    }

    private static ParsedSource Failed(SyntaxError error) => new(Nothing(default), 0, error);

    private static Expr.Literal Nothing(SourceSpan span) => new(0, span, CelValue.Null);

    private Expr Expression()
    {
        if (++_depth > _maxDepth)
        {
            return TooDeep(Current.Span);
        }

        int start = Current.Span.Start;
        Expr result = Chain(isAnd: false);
        if (Take("?"))
        {
            Expr then = Chain(isAnd: false);
            Expect(":");
            Expr otherwise = Expression();
            result = new Expr.Conditional(NextId(), From(start), result, then, otherwise);
        }

        _depth--;
        return result.Depth > _maxDepth ? TooDeep(result.Span) : result;
    }

    private Expr TooDeep(SourceSpan span) =>
        Fail(span, string.Create(CultureInfo.InvariantCulture, $"the expression nests deeper than {_maxDepth}"));

    private Expr Chain(bool isAnd)
    {
        int start = Current.Span.Start;
        Expr first = isAnd ? Binary(Operators.RelationPrecedence) : Chain(isAnd: true);
        string symbol = isAnd ? "&&" : "||";
        if (!Current.Is(symbol))
        {
            return first;
        }

        List<Expr> operands = [first];
        while (Take(symbol))
        {
            operands.Add(isAnd ? Binary(Operators.RelationPrecedence) : Chain(isAnd: true));
        }

        return new Expr.Logical(NextId(), From(start), isAnd, [.. operands]);
    }

    private Expr Binary(int minimum)
    {
        int start = Current.Span.Start;
        Expr left = Unary();
        while (Operators.Of(Current) is { } op && Operators.Precedence(op) >= minimum)
        {
            _position++;
            Expr right = Binary(Operators.Precedence(op) + 1);
            left = new Expr.Binary(NextId(), From(start), op, left, right);
            if (left.Depth > _maxDepth)
            {
                return TooDeep(left.Span);
            }
        }

        return left;
    }

    private Expr Unary()
    {
        UnaryOperator op = Current.Is("!") ? UnaryOperator.Not : UnaryOperator.Negate;
        var starts = new Stack<int>();
        while (Current.Is(Operators.Symbol(op)))
        {
            starts.Push(Current.Span.Start);
            _position++;
        }

        // The sign next to a number belongs to it: only so can the lowest int be written.
        bool signed = op == UnaryOperator.Negate && starts.Count > 0 && Current.Kind is TokenKind.Int or TokenKind.Double;
        Expr operand = Member(signed ? starts.Pop() : null);
        while (starts.TryPop(out int start))
        {
            operand = new Expr.Unary(NextId(), From(start), op, operand);
        }

        return operand.Depth > _maxDepth ? TooDeep(operand.Span) : operand;
    }

    /// <summary>A primary and what follows it; <paramref name="sign"/> is where the minus of a number stands.</summary>
    private Expr Member(int? sign)
    {
        int start = sign ?? Current.Span.Start;
        Expr result = sign is null ? Primary() : Number(start, negative: true);
        while (true)
        {
            if (Take("."))
            {
                result = Selection(start, result);
            }
            else if (Take("["))
            {
                bool optional = Take("?");
                Expr key = Expression();
                Expect("]");
                result = new Expr.Index(NextId(), From(start), result, key, optional);
            }
            else
            {
                if (Current.Is("{") && result is Expr.Identifier or Expr.Select)
                {
                    return Fail(Current.Span, "protobuf messages cannot be built here", "a map is written without a name before `{`");
                }

                return result;
            }

            if (result.Depth > _maxDepth)
            {
                return TooDeep(result.Span);
            }
        }
    }

    private Expr Selection(int start, Expr operand)
    {
        bool optional = Take("?");
        Token name = Current;
        if (name.Kind is not (TokenKind.Identifier or TokenKind.Reserved or TokenKind.QuotedIdentifier))
        {
            return Fail(name.Span, $"expected the name of a field after `.`, found {Describe(name)}", "other keys are read with `[\"key\"]`");
        }

        _position++;
        if (!optional && name.Kind != TokenKind.QuotedIdentifier && Take("("))
        {
            Expr[] arguments = Arguments();
            var call = new Expr.Call(NextId(), From(start), operand, name.Text, name.Span, arguments, Rooted: false);
            return Macros.Expand(call, this);
        }

        return new Expr.Select(NextId(), From(start), operand, name.Text, name.Span, optional);
    }

    private bool Take(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(string symbol)
    {
        if (!Take(symbol))
        {
            Fail(Current.Span, $"expected `{symbol}`, found {Describe(Current)}");
        }
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            Fail(Current.Span, $"expected an operator or the end, found {Describe(Current)}");
        }
    }

    private SourceSpan From(int start) => new(start, Math.Max(0, _tokens[Math.Max(0, _position - 1)].Span.End - start));

    private static string Describe(in Token token) => token.Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.String => "a string",
        TokenKind.Bytes => "bytes",
        _ => $"`{token.Text}`",
    };
}
