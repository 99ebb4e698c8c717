using System.Text.Encodings.Web;
using System.Text.Json;

namespace PolicyOs.Json.Path.Syntax;

/// <summary>The grammar of logical expressions (RFC 9535 section 2.3.5). Methods return null after noting an error.</summary>
internal sealed class ExpressionParser(TextCursor cursor, QueryParser queries)
{
    /// <summary>Literals are compared with text as documents mostly write it, without escapes.</summary>
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Longer spellings first, so that `<=` is not read as `<`.
    private static readonly (string Text, ComparisonOperator Operator)[] Comparisons =
    [
        ("==", ComparisonOperator.Equal),
        ("!=", ComparisonOperator.NotEqual),
        ("<=", ComparisonOperator.LessOrEqual),
        (">=", ComparisonOperator.GreaterOrEqual),
        ("<", ComparisonOperator.Less),
        (">", ComparisonOperator.Greater),
    ];

    /// <summary>A logical expression, up to where it can go no further.</summary>
    public ExpressionSyntax? ParseLogical()
    {
        int start = cursor.Position;
        if (!cursor.Enter())
        {
            return null;
        }

        List<ExpressionSyntax>? operands = ParseChain("||", ParseAnd);
        cursor.Leave();
        return operands switch
        {
            null => null,
            [ExpressionSyntax one] => one,
            _ => new ExpressionSyntax.Or(operands, start),
        };
    }

    private ExpressionSyntax? ParseAnd()
    {
        int start = cursor.Position;
        return ParseChain("&&", ParseBasic) switch
        {
            null => null,
            [ExpressionSyntax one] => one,
            var operands => new ExpressionSyntax.And(operands, start),
        };
    }

    private List<ExpressionSyntax>? ParseChain(string separator, Func<ExpressionSyntax?> parseOperand)
    {
        var operands = new List<ExpressionSyntax>();
        while (true)
        {
            if (parseOperand() is not { } operand)
            {
                return null;
            }

            operands.Add(operand);
            int after = cursor.Position;
            cursor.SkipSpace();
            if (!cursor.TryTake(separator))
            {
                cursor.Position = after;
                return operands;
            }

            cursor.SkipSpace();
        }
    }

    private ExpressionSyntax? ParseBasic()
    {
        int start = cursor.Position;
        if (cursor.TryTake('!'))
        {
            cursor.SkipSpace();
            ExpressionSyntax? negated = cursor.Current == '(' ? ParseParentheses() : ParseOperand();
            return negated is null ? null : new ExpressionSyntax.Not(negated, start);
        }

        return cursor.Current == '(' ? ParseParentheses() : ParseComparison(start);
    }

    private ExpressionSyntax? ParseParentheses()
    {
        cursor.Position++;
        cursor.SkipSpace();
        ExpressionSyntax? inner = ParseLogical();
        cursor.SkipSpace();
        return inner is not null && cursor.Expect(')') ? inner : null;
    }

    private ExpressionSyntax? ParseComparison(int start)
    {
        if (ParseOperand() is not { } left)
        {
            return null;
        }

        int after = cursor.Position;
        cursor.SkipSpace();
        foreach ((string text, ComparisonOperator comparison) in Comparisons)
        {
            if (cursor.TryTake(text))
            {
                cursor.SkipSpace();
                return ParseOperand() is { } right ? new ExpressionSyntax.Comparison(left, comparison, right, start) : null;
            }
        }

        cursor.Position = after;
        return left;
    }

    private ExpressionSyntax? ParseOperand()
    {
        int start = cursor.Position;
        switch (cursor.Current)
        {
            case '$' or '@':
                return queries.ParseQuery() is { } query ? new ExpressionSyntax.Query(query, start) : null;
            case '\'' or '"':
                return LiteralReader.ReadString(cursor) is { } text ? Literal(JsonSerializer.SerializeToElement(text, Unescaped), start) : null;
            case '-' or (>= '0' and <= '9'):
                return LiteralReader.ReadNumber(cursor) is { } number ? Literal(JsonElement.Parse(number), start) : null;
            case >= 'a' and <= 'z':
                return ParseWord(start);
            default:
                return cursor.Fail<ExpressionSyntax>("expected a query, a literal or a function");
        }
    }

    private ExpressionSyntax? ParseWord(int start)
    {
        while (char.IsAsciiLetterLower(cursor.Current) || char.IsAsciiDigit(cursor.Current) || cursor.Current == '_')
        {
            cursor.Position++;
        }

        string word = cursor.Text[start..cursor.Position];
        if (cursor.TryTake('('))
        {
            return ParseArguments() is { } arguments ? new ExpressionSyntax.Call(word, arguments, start) : null;
        }

        return word is "true" or "false" or "null"
            ? Literal(JsonElement.Parse(word), start)
            : cursor.Fail<ExpressionSyntax>($"`{word}` is no literal, and no `(` follows for a function", start);
    }

    private List<ExpressionSyntax>? ParseArguments()
    {
        var arguments = new List<ExpressionSyntax>();
        cursor.SkipSpace();
        if (cursor.TryTake(')'))
        {
            return arguments;
        }

        while (true)
        {
            if (ParseLogical() is not { } argument)
            {
                return null;
            }

            arguments.Add(argument);
            cursor.SkipSpace();
            if (!cursor.TryTake(','))
            {
                return cursor.Expect(')') ? arguments : null;
            }

            cursor.SkipSpace();
        }
    }

    private static ExpressionSyntax.Literal Literal(JsonElement value, int position) => new(value, position);
}
