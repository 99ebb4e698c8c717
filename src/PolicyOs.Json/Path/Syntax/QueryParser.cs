namespace PolicyOs.Json.Path.Syntax;

/// <summary>The grammar of queries, segments and selectors (RFC 9535 appendix A). Methods return null after noting an error.</summary>
internal sealed class QueryParser
{
    private readonly TextCursor _cursor;
    private readonly ExpressionParser _expressions;

    public QueryParser(TextCursor cursor)
    {
        _cursor = cursor;
        _expressions = new(cursor, this);
    }

    /// <summary>A query that is the whole text.</summary>
    public QuerySyntax? ParseWhole()
    {
        if (_cursor.Current != '$')
        {
            return _cursor.Fail<QuerySyntax>("a query begins with `$`");
        }

        QuerySyntax? query = ParseQuery();
        return query is null || _cursor.AtEnd
            ? query
            : _cursor.Fail<QuerySyntax>(char.IsWhiteSpace(_cursor.Current) ? "no white space may follow a query" : "expected `.`, `..` or `[`");
    }

    /// <summary>A query that begins with the <c>$</c> or <c>@</c> at the cursor.</summary>
    public QuerySyntax? ParseQuery()
    {
        int start = _cursor.Position;
        bool relative = _cursor.Current == '@';
        _cursor.Position++;
        var segments = new List<SegmentSyntax>();
        while (true)
        {
            int before = _cursor.Position;
            _cursor.SkipSpace();
            if (_cursor.Current is not ('.' or '['))
            {
                _cursor.Position = before;
                return new(relative, segments, start);
            }

            if (ParseSegment() is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }
    }

    private SegmentSyntax? ParseSegment()
    {
        bool descendant = _cursor.TryTake("..");
        if (_cursor.Current == '[')
        {
            return ParseBrackets() is { } selectors ? new(descendant, selectors) : null;
        }

        if (!descendant)
        {
            _cursor.Position++;
        }

        if (_cursor.TryTake('*'))
        {
            return new(descendant, [new SelectorSyntax.Wildcard()]);
        }

        return LiteralReader.ReadShorthandName(_cursor) is { } name ? new(descendant, [new SelectorSyntax.Name(name)]) : null;
    }

    private List<SelectorSyntax>? ParseBrackets()
    {
        var selectors = new List<SelectorSyntax>();
        do
        {
            _cursor.Position++; // the bracket, then commas
            _cursor.SkipSpace();
            if (ParseSelector() is not { } selector)
            {
                return null;
            }

            selectors.Add(selector);
            _cursor.SkipSpace();
        }
        while (_cursor.Current == ',');

        return _cursor.TryTake(']') ? selectors : _cursor.Fail<List<SelectorSyntax>>("expected `,` or `]`");
    }

    private SelectorSyntax? ParseSelector()
    {
        switch (_cursor.Current)
        {
            case '\'' or '"':
                return LiteralReader.ReadString(_cursor) is { } name ? new SelectorSyntax.Name(name) : null;
            case '*':
                _cursor.Position++;
                return new SelectorSyntax.Wildcard();
            case '?':
                return ParseFilter();
            case '-' or ':' or (>= '0' and <= '9'):
                return ParseIndexOrSlice();
            default:
                return _cursor.Fail<SelectorSyntax>("expected a name in quotes, an index, a slice, `*` or `?`");
        }
    }

    private SelectorSyntax.Filter? ParseFilter()
    {
        _cursor.Position++;
        _cursor.SkipSpace();
        return _expressions.ParseLogical() is { } condition ? new(condition) : null;
    }

    private SelectorSyntax? ParseIndexOrSlice()
    {
        if (!TryReadBound(out long? start))
        {
            return null;
        }

        int afterStart = _cursor.Position;
        _cursor.SkipSpace();
        if (!_cursor.TryTake(':'))
        {
            _cursor.Position = afterStart;
            return new SelectorSyntax.Index(start!.Value); // without a number there is the colon that brought us here
        }

        _cursor.SkipSpace();
        if (!TryReadBound(out long? end))
        {
            return null;
        }

        _cursor.SkipSpace();
        long? step = null;
        if (_cursor.TryTake(':'))
        {
            _cursor.SkipSpace();
            if (!TryReadBound(out step))
            {
                return null;
            }
        }

        return new SelectorSyntax.Slice(start, end, step);
    }

    private bool TryReadBound(out long? bound)
    {
        bound = null;
        return _cursor.Current is not ('-' or (>= '0' and <= '9')) || LiteralReader.TryReadInteger(_cursor, out bound);
    }
}
